/** The folder in a workspace that a write in progress uses; it exists only meanwhile. */
export const journalFolder = '.rapport';
