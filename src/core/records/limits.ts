/** A record is at most this large: larger files are listed, flagged and searchable by name only. */
export const maxRecordBytes = 4 * 1024 * 1024;
