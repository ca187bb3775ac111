/** Another thread that reads part of the files, so that two processors share a cold start. */
export interface PartRequest {
  readonly paths: readonly string[];
  /** Slots to give to the records: the first, and the distance to each next one. */
  readonly firstSlot: number;
  readonly slotStep: number;
  readonly withSearch: boolean;
}

/** All files of a workspace, for their text only. */
export interface TextRequest {
  readonly paths: readonly string[];
}

export interface PartReader {
  /** The part in the form of a cache file (workspaceCache.ts). Rejects where the thread cannot do it. */
  read(request: PartRequest): Promise<Uint8Array>;
  /** The search index of the files in the form of textPart.ts. Rejects where the thread cannot do it. */
  readText(request: TextRequest): Promise<Uint8Array>;
}
