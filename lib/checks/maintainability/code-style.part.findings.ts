import picomatch from 'picomatch'
import type { CiStep, Evidence, PythonModule, ToolsFact } from '@/lib/facts/facts'
import { ignoredByOptions } from '@/lib/facts/tools/ruff-config'

/** What holds of cells that run one after the other, and ends where they end. */
const NOT_OF_NOTEBOOKS = /^(?:E402|F704|W292|W391|E703|F811)$/
/** Databricks keeps notebooks as modules: with names that it gives or that another notebook defines, and spaces of its own. */
const NOT_OF_DATABRICKS = /^(?:E402|F704|W29[12]|W391|E703|F811|F821)$/
const MEASURED = /^(?:E4|E7|E9|F\d|W\d)/

export interface StyleFindings {
  readonly count: number
  /** The codes and lines that say most, the fullest files first; at most 12. */
  readonly worst: readonly Evidence[]
}

/** Ruff's findings, less re-exports in `__init__.py` and what the project's own configuration ignores. */
export function measureStyle(
  modules: readonly PythonModule[],
  tools: ToolsFact,
  steps: readonly CiStep[],
): StyleFindings {
  const onCommandLine = steps
    .filter(({ command, canFail }) => canFail && /^(?:ruff|flake8|pycodestyle|pep8)$/.test(command[0] ?? ''))
    .flatMap(({ command }) => ignoredByOptions(command))
  const perFile = tools.ruffPerFileIgnored.slice(0, 200).flatMap(({ glob, codes }) => {
    const matches = matcher(glob)
    return matches ? [{ matches, codes }] : []
  })
  const files = modules.map(({ path, record }) => {
    const ignored = [
      ...tools.ruffIgnored,
      ...onCommandLine,
      ...perFile.filter(({ matches }) => matches(path)).flatMap(({ codes }) => codes),
    ]
    const beyond = notOf(path, record.header)
    const kept = record.ruff.filter(
      ({ code }) =>
        MEASURED.test(code) &&
        !ignored.some((prefix) => prefix === 'ALL' || code.startsWith(prefix)) &&
        !(code === 'F401' && /(?:^|\/)__init__\.pyi?$/.test(path)) &&
        !beyond?.test(code),
    )
    return { path, kept, count: kept.reduce((sum, { count }) => sum + count, 0) }
  })
  const worst = files
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .flatMap(({ path, kept }) =>
      [...kept]
        .sort((a, b) => b.count - a.count)
        .slice(0, 2)
        .map(({ code, count, lines }) => ({
          path,
          ...(path.endsWith('.ipynb') ? {} : { line: lines[0] ?? 1 }),
          note: `${code}, ${count === 1 ? 'once' : `${count} times`} in this file.`,
        })),
    )
  return { count: files.reduce((sum, { count }) => sum + count, 0), worst: worst.slice(0, 12) }
}

function notOf(path: string, header: string): RegExp | null {
  if (path.endsWith('.ipynb')) return NOT_OF_NOTEBOOKS
  return header.startsWith('# Databricks notebook source') ? NOT_OF_DATABRICKS : null
}

/** As Ruff matches: a bare name anywhere, a path from the root. */
function matcher(glob: string): ((path: string) => boolean) | null {
  if (glob.length > 300 || glob.startsWith('!') || isCostly(glob)) return null
  try {
    const patterns = glob.includes('/') ? [glob, `**/${glob}`, `${glob}/**`] : [glob, `**/${glob}`]
    return picomatch(patterns, { dot: true, noextglob: true })
  } catch {
    return null
  }
}

/** Many wildcards in one part of a path make matching slow. */
function isCostly(glob: string): boolean {
  const parts = glob.split('/')
  return (
    parts.filter((part) => part === '**').length > 3 || parts.some((part) => (part.match(/[*{]+/g)?.length ?? 0) > 3)
  )
}
