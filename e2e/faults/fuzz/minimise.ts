/** The shortest text found, by cutting out parts, on which `fails` still holds; asks at most `tries` times. */
export async function minimise(
  text: string,
  fails: (text: string) => Promise<boolean>,
  tries: number,
): Promise<string> {
  let best = text
  let left = tries
  for (let size = Math.ceil(best.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length && left > 0; ) {
      const shorter = best.slice(0, at) + best.slice(at + size)
      left -= 1
      if (shorter !== best && (await fails(shorter))) best = shorter
      else at += size
    }
  }
  return best
}
