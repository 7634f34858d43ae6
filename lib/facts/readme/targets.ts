import { runMake } from '../ci/runners/make'
import type { Facts } from '../facts'

const MAX_LINES = 40
const MAX_CALLS = 30

/** Reads which commands stand behind `make TARGET`; empty when it is no such command or has no such target. */
export type TargetReader = (command: string) => readonly string[]

export function targetReader({ files, python }: Pick<Facts, 'files' | 'python'>): TargetReader {
  const known = new Map<string, readonly string[]>()
  return (command) => {
    const words = /^make(?:\s+[\w./=:-]+){1,6}\s*$/.test(command) ? command.trim().split(/\s+/) : null
    if (!words) return []
    const cached = known.get(command)
    if (cached || known.size >= MAX_CALLS) return cached ?? []
    const scripts = runMake({ words, env: {}, directory: '', files, python })?.scripts ?? []
    const lines = scripts.slice(0, MAX_LINES).map(({ text }) => withoutFolder(text))
    known.set(command, lines)
    return lines
  }
}

/** `.venv/bin/python app.py` and `$(VENV)/bin/python app.py` as `python app.py`. */
function withoutFolder(text: string): string {
  return text
    .slice(0, 500)
    .replace(/^(?:\$\([\w.-]+\)|\$\{[\w.-]+\}|[\w.~-])[\w./-]{0,200}\/(?=(?:python|gunicorn|uvicorn|flask|celery))/, '')
}
