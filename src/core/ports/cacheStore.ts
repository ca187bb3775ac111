/** A place for one file of derived data that can be deleted at any time without loss. */
export interface CacheStore {
  load(): Promise<Uint8Array | undefined>;
  /** Replaces it atomically; failing to save is not an error for the caller. */
  save(bytes: Uint8Array): Promise<void>;
}
