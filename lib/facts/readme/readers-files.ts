import { baseName } from '../paths'
import { type DocumentedCommand, documentedCommands, segments } from './commands'
import type { TextBlock } from './document'

const WRITES =
  /(?:>{1,2}|\btee(?: -a)?|^(?:touch|nano|vim?|emacs|code|notepad)|\b(?:-o|-O|--output|--output-document)) ?["']?([\w./-]+)|^(?:cp|mv|copy|wget|curl) \S.{0,300}?([\w./-]+)$/
const MAKES =
  /\b(?:creat|sav|writ|mak|put|generat|download|fetch|obtain|name[ds]?|call(?:ed)?|new file|following|rename)/i
const MAX_TEXT = 2_000

/** Tells of a file that is not here whether the README has the reader make, write or download it. */
export function readersFiles(blocks: readonly TextBlock[]): (file: string, command: DocumentedCommand) => boolean {
  const written = new Set(
    documentedCommands(blocks)
      .flatMap(({ text }) => segments(text))
      .flatMap((text) => {
        const match = WRITES.exec(text)
        const name = match?.[1] ?? match?.[2]
        return name ? [baseName(name)] : []
      }),
  )
  const shown = blocks.filter(
    ({ kind, language }) => kind === 'code' && /^(?:python|py|python3)$/i.test(language ?? ''),
  )
  return (file, command) => {
    const name = baseName(file)
    if (written.has(name)) return true
    // A program that stands above its command in the same section is the reader's to save.
    if (name.endsWith('.py') && shown.some(({ section, line }) => section === command.section && line < command.line))
      return true
    const comment = new RegExp(`^# ?${escaped(name)}`, 'm')
    return blocks.some(({ kind, text }) => {
      if (kind === 'code') return comment.test(text.slice(0, MAX_TEXT))
      return kind === 'prose' && text.includes(name) && MAKES.test(text.slice(0, MAX_TEXT))
    })
  }
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, '\\$&')
}
