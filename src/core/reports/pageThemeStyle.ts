/** The colours of a page that stands alone, under the names by which an editor would give them. */
import { palettes } from './charts/chartTheme.ts';

type Palette = (typeof palettes)['light' | 'dark'];

const seriesVariables = [
  'charts-blue',
  'charts-orange',
  'charts-green',
  'charts-purple',
  'charts-yellow',
  'charts-red',
  'terminal-ansiCyan',
  'terminal-ansiMagenta',
] as const;

function variables(palette: Palette, hover: string, panel: string): string {
  const values: Record<string, string> = {
    foreground: palette.text,
    descriptionForeground: palette.muted,
    'editor-background': palette.background,
    'editorWidget-background': panel,
    'panel-border': palette.grid,
    'list-hoverBackground': hover,
    focusBorder: palette.series[0],
    'textLink-foreground': palette.series[0],
  };
  seriesVariables.forEach((name, at) => {
    values[name] = palette.series[at] ?? palette.text;
  });
  return Object.entries(values)
    .map(([name, value]) => `--vscode-${name}:${value}`)
    .join(';');
}

/** Light, dark where the reader prefers it, and light again on paper. */
export function pageThemeStyle(): string {
  const light = variables(palettes.light, '#f3f5f7', '#f6f8fa');
  const dark = variables(palettes.dark, '#161b22', '#151b23');
  return [
    `:root{color-scheme:light dark;${light};--vscode-font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;--vscode-font-size:14px}`,
    `@media screen and (prefers-color-scheme:dark){:root{${dark}}}`,
  ].join('\n');
}
