import { DEFAULT_BOUNDS, type SnapshotBounds } from './snapshot'
import { type Wanted, wantedFile } from './wanted'

export interface ReadOptions {
  readonly bounds?: SnapshotBounds
  readonly wanted?: Wanted
  /** Called as entries are read. */
  readonly onProgress?: (entries: number) => void
  readonly signal?: AbortSignal
}

export function withDefaults(options: ReadOptions): { bounds: SnapshotBounds; wanted: Wanted } {
  return { bounds: options.bounds ?? DEFAULT_BOUNDS, wanted: options.wanted ?? wantedFile }
}
