import { classifyCommand } from '@/lib/facts/ci/commands'
import { unwrapCommand } from '@/lib/facts/ci/prefixes'
import { TEST_TOOLS } from '@/lib/facts/ci/tool-names'
import type { Evidence, Facts, ToolRun } from '@/lib/facts/facts'
import type { Fix } from './check'

const SWALLOWS = / {0,9}\|\| {0,9}(?:true|:|exit 0)(?= {0,9}["']? {0,9}$)/
const SETTING = /^\s*(?:-\s+)?(?:continue-on-error:\s*true|allow_failure:\s*true)\s*$/
/** Where the setting of a step or a job stands. */
const NEAR = 12
/** Before a command that fills its line. */
const BEFORE_COMMAND = /^\s*(?:-\s+)?(?:(?:run|script):\s+)?/
const PLAIN_WORD = /^[\w./:=@*,[\]-]{1,60}$/

/** Tests that a pipeline runs without stopping a change: their failure is ignored, or no change starts them. */
export function idleTests({ ci }: Pick<Facts, 'ci'>): ToolRun | null {
  const runs = ci.runs.filter(({ tool, where }) => where === 'ci' && runsTests(tool))
  if (runs.some((run) => run.onChange && run.canFail)) return null
  return runs.find((run) => run.onChange) ?? runs.find((run) => run.canFail) ?? runs[0] ?? null
}

function runsTests(tool: string): boolean {
  return TEST_TOOLS.has(tool) || /^(?:tox|nox)$/.test(tool)
}

export function idleEvidence({ evidence, onChange }: ToolRun): Evidence {
  const why = onChange ? 'and its failure is ignored' : 'but not on pushes or pull requests'
  return { ...evidence, note: `${evidence.note.replace(/\.$/, '')}, ${why}.` }
}

/** Mends the step that is there; a second pipeline beside it would only run the tests twice. */
export function idleTestsFix({ ci, files }: Pick<Facts, 'ci' | 'files'>, { evidence, onChange }: ToolRun): Fix {
  const { path, line = 1 } = evidence
  const place = `${path}:${line}`
  if (!onChange) {
    const summary = `Run the tests of ${place} on every push to the main branch and on every pull request.`
    if (ci.pipelines.find((pipeline) => pipeline.path === path)?.system !== 'github-actions') return { summary }
    return {
      summary,
      snippet: { path, language: 'yaml', code: 'on:\n  push:\n    branches: [main]\n  pull_request:\n' },
    }
  }
  const lines = files.text(path)?.split('\n') ?? []
  const written = lines[line - 1]?.slice(0, 500) ?? ''
  const swallowed = SWALLOWS.exec(written)?.[0]
  if (swallowed !== undefined) {
    const summary = `Take \`${swallowed.trim()}\` out of ${place}, so that a failed test stops the change.`
    const kept = written.replace(SWALLOWS, '').trim()
    return /\.ya?ml$/.test(path) && isTestCommand(kept)
      ? { summary, snippet: { path, language: 'yaml', code: `${kept}\n` } }
      : { summary }
  }
  const setting = settingOf(lines, line - 1)
  return {
    summary:
      setting === undefined
        ? `Let a failed test at ${place} stop the change: something there swallows its exit code.`
        : `Take \`${setting}\` away from the tests at ${place}, so that a failed test stops the change.`,
  }
}

/** A test command and nothing else: what stands beside it on a line may hold a credential. */
function isTestCommand(written: string): boolean {
  const words = written.replace(BEFORE_COMMAND, '').split(/\s+/)
  if (!words.every((word) => PLAIN_WORD.test(word)) || words[0]?.includes('=')) return false
  return classifyCommand(unwrapCommand(words).words).some(({ tool }) => runsTests(tool))
}

/** The setting of the step or job that holds this line: nothing between the two is written further left. */
function settingOf(lines: readonly string[], at: number): string | undefined {
  for (let index = Math.max(0, at - NEAR); index <= Math.min(lines.length - 1, at + NEAR); index += 1) {
    const near = lines[index]?.slice(0, 200) ?? ''
    if (!SETTING.test(near)) continue
    const column = keyColumn(near)
    const between = index < at ? lines.slice(index + 1, at + 1) : lines.slice(at + 1, index)
    const isHeld = index < at || keyColumn(lines[at] ?? '') >= column
    if (isHeld && between.every((each) => /^\s*(?:#|$)/.test(each) || each.search(/\S/) >= column))
      return near.trim().replace(/^-\s+/, '')
  }
  return undefined
}

/** Where the first key of a line stands, behind the mark of a list. */
function keyColumn(line: string): number {
  return /^\s*(?:-\s+)?/.exec(line.slice(0, 200))?.[0].length ?? 0
}
