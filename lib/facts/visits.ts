const MOST = 50_000
const CHARACTERS_OF_ONE = 1024

/**
 * Counts what a reading follows into other places. A bound on depth alone does not end it: sixty calls of a file that calls
 * itself sixty times are sixty to the power of the depth.
 */
export class Visits {
  constructor(private left = MOST) {}

  /** Counts one more, which weighs as much as the text that has to be read for it; false when it must not be followed. */
  next(characters = 0): boolean {
    if (this.left <= 0) return false
    this.left -= 1 + Math.floor(characters / CHARACTERS_OF_ONE)
    return true
  }
}
