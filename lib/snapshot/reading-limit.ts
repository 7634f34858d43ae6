/** With this a stream is given up whose reader has as much as its bounds allow: nothing is wrong with the stream. */
export class ReadingLimit extends Error {
  override name = 'ReadingLimit'
}
