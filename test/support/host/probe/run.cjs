// Test entry that looks at the installed extension from inside of VS Code and writes what it saw.
const fs = require('node:fs');
const vscode = require('vscode');

exports.activate = () => {};

exports.run = async () => {
  const extension = vscode.extensions.getExtension('rapport-crm.rapport');
  await extension?.activate();
  const commands = await vscode.commands.getCommands(true);
  fs.writeFileSync(
    process.env.PROBE_FILE,
    JSON.stringify({
      path: extension?.extensionPath,
      active: extension?.isActive,
      version: extension?.packageJSON.version,
      commands: commands.filter((id) => id.startsWith('rapport.')),
    }),
  );
};
