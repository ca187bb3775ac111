/** A report as the JSON value of the command line: a contract, see the shape of `report` there. */
import { moneyToJson } from '../model/money.ts';
import type { AsOf, Cell, ColumnType, ParameterValue, Report, Row, Series } from './reportModel.ts';
import { isLabelled } from './reportModel.ts';

export type JsonCell = string | number | ReturnType<typeof moneyToJson> | null;

/** Figures by column id, and `records`: the ids of the records behind them. */
export type JsonRow = Readonly<Record<string, JsonCell | readonly string[]>>;

export interface JsonAxis {
  readonly id: string;
  readonly label: string;
  readonly type: ColumnType;
  readonly unit: string | null;
  readonly values: readonly JsonCell[];
}

export interface JsonReport {
  readonly report: string;
  readonly title: string;
  readonly asOf: AsOf;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly currency: string;
  readonly columns: readonly {
    readonly id: string;
    readonly label: string;
    readonly type: ColumnType;
    readonly unit: string | null;
  }[];
  readonly rows: readonly JsonRow[];
  readonly totals: JsonRow | null;
  readonly series: readonly {
    readonly id: string;
    readonly title: string;
    readonly kind: Series['kind'];
    readonly x: Omit<JsonAxis, 'id'>;
    readonly ys: readonly JsonAxis[];
  }[];
  readonly excluded: Report['excluded'];
  readonly notes: readonly string[];
}

/** The value that JSON.stringify prints. Keys stand in a fixed order: the same report gives the same bytes. */
export function reportToJson(report: Report): JsonReport {
  return {
    report: report.report,
    title: report.title,
    asOf: { commit: report.asOf.commit, date: report.asOf.date },
    parameters: report.parameters,
    currency: report.currency,
    columns: report.columns.map(({ id, label, type, unit }) => ({
      id,
      label,
      type,
      unit: unit ?? null,
    })),
    rows: report.rows.map((row) => rowToJson(row, report)),
    totals: report.totals && rowToJson(report.totals, report),
    series: report.series.map(seriesToJson),
    excluded: report.excluded.map(({ id, path, reason, column }) =>
      column === undefined ? { id, path, reason } : { id, path, reason, column },
    ),
    notes: report.notes,
  };
}

/** The JSON text, indented by two, with a newline at its end. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(reportToJson(report), null, 2)}\n`;
}

function rowToJson(row: Row, report: Report): JsonRow {
  const json: Record<string, JsonCell | readonly string[]> = {};
  for (const { id } of report.columns) json[id] = cellToJson(row.cells[id]);
  json['records'] = row.records;
  return json;
}

function seriesToJson(series: Series): JsonReport['series'][number] {
  return {
    id: series.id,
    title: series.title,
    kind: series.kind,
    x: {
      label: series.x.label,
      type: series.x.type,
      unit: series.x.unit ?? null,
      values: series.x.values.map(cellToJson),
    },
    ys: series.ys.map((y) => ({
      id: y.id,
      label: y.label,
      type: y.type,
      unit: y.unit ?? null,
      values: y.values.map(cellToJson),
    })),
  };
}

function cellToJson(cell: Cell | undefined): JsonCell {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'string') return cell;
  return isLabelled(cell) ? cell.value : moneyToJson(cell);
}
