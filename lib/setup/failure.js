/** A failure that the person at the terminal can mend: printed as its sentence alone, without a stack. */
export class SetupFailure extends Error {
  /**
   * @param {string} sentence
   * @param {number} [exitCode] 1 for what went wrong, 2 for a setting that cannot be used
   */
  constructor(sentence, exitCode = 1) {
    super(sentence)
    this.name = 'SetupFailure'
    this.exitCode = exitCode
  }
}
