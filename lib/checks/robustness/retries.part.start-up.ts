import type { FilesFact } from '@/lib/facts/facts'
import { lineAt } from '@/lib/facts/text'
import { policyIn, type RetryPolicy } from './retries.part.policy'

const SCRIPT = /\.sh$|(?:^|\/)(?:docker-)?(?:entrypoint|start|boot|run)$/
const LOOP = /^[ \t]*(?:until|while)\b[^\n]{0,300}/gm
/** What a server is asked with, and what needs one. */
const ASKS =
  /\bnc\b|\/dev\/tcp|pg_isready|mysqladmin|mysql\b|psql\b|redis-cli|mongosh?\b|curl\b|wget\b|\bdb upgrade\b|\balembic\b|\bmigrate\b|_ready\b|\bping\b/
const LOOP_LINES = 12

/** A script of the start that waits until a server is there, always for the same time. */
export function startUpWaits(files: FilesFact): RetryPolicy[] {
  for (const { path, role } of files.all) {
    if (role === 'test' || role === 'docs' || role === 'vendored' || !SCRIPT.test(path)) continue
    const text = files.text(path)?.slice(0, 100_000) ?? ''
    for (const match of text.matchAll(LOOP)) {
      const lines = text
        .slice(match.index, match.index + 2000)
        .split('\n')
        .slice(0, LOOP_LINES)
      const end = lines.findIndex((line) => /^\s*done\b|;\s*done\b/.test(line))
      const loop = lines.slice(0, end < 0 ? LOOP_LINES : end + 1).join('\n')
      if (!/\bsleep\b/.test(loop) || !ASKS.test(loop)) continue
      const note = 'The start waits for a server at a fixed interval.'
      return [policyIn(path)(lineAt(text, match.index), note, 'weak', 'only the start waits for a server', true)]
    }
  }
  return []
}
