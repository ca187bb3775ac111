import assert from 'node:assert/strict';
import { extension } from '../../support/host/extension.ts';

describe('a folder without crm.yaml', () => {
  it('is left alone until a view or command of Rapport is used', () => {
    assert.equal(extension().isActive, false);
  });

  it('activates without an error when it is asked to', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });
});
