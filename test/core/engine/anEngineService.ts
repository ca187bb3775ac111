import { EngineService } from '../../../src/core/engine/engineService.ts';
import { InMemoryFiles } from '../../support/inMemoryFiles.ts';
import { silentLog, testClock } from '../../support/inMemoryWorkspace.ts';

/** The engine as front ends see it, over files in memory. */
export async function anEngineService(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly service: EngineService; readonly files: InMemoryFiles }> {
  const store = new InMemoryFiles({
    'crm.yaml':
      'version: 1\nname: Test\ncurrency: EUR\npeople:\n  ana: {name: Ana Ruiz, email: ana@firm.example}\n',
    ...files,
  });
  const service = await EngineService.open({ files: store, clock: testClock, log: silentLog });
  return { service, files: store };
}
