const WITHOUT_SPACES = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g

/** Words of a text; of scripts that put no spaces between words two characters count as one. */
export function countWords(text: string): number {
  const dense = text.match(WITHOUT_SPACES)?.length ?? 0
  const spaced = text.replace(WITHOUT_SPACES, ' ').split(/\s+/)
  return spaced.filter((word) => /[\p{L}\p{N}]/u.test(word)).length + Math.floor(dense / 2)
}
