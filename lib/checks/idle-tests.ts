import { TEST_TOOLS } from '@/lib/facts/ci/tool-names'
import type { Evidence, Facts, ToolRun } from '@/lib/facts/facts'
import type { Fix } from './check'

const SWALLOWS = / {0,9}\|\| {0,9}(?:true|:|exit 0)(?= {0,9}["']? {0,9}$)/
const SETTING = /^\s*(?:-\s+)?(?:continue-on-error:\s*true|allow_failure:\s*true)\s*$/
/** Where the setting of a step or a job stands. */
const NEAR = 12

/** Tests that a pipeline runs without stopping a change: their failure is ignored, or no change starts them. */
export function idleTests({ ci }: Pick<Facts, 'ci'>): ToolRun | null {
  const runs = ci.runs.filter(
    ({ tool, where }) => where === 'ci' && (TEST_TOOLS.has(tool) || /^(?:tox|nox)$/.test(tool)),
  )
  if (runs.some((run) => run.onChange && run.canFail)) return null
  return runs.find((run) => run.onChange) ?? runs.find((run) => run.canFail) ?? runs[0] ?? null
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
    return {
      summary: `Take \`${swallowed.trim()}\` out of ${place}, so that a failed test stops the change.`,
      snippet: { path, language: 'yaml', code: `${written.replace(SWALLOWS, '').trim()}\n` },
    }
  }
  const at = lines.slice(Math.max(0, line - 1 - NEAR), line + NEAR).filter((near) => SETTING.test(near.slice(0, 200)))
  const [setting] = new Set(at.map((near) => near.trim().replace(/^-\s+/, '')))
  return {
    summary:
      setting === undefined
        ? `Let a failed test at ${place} stop the change: something there swallows its exit code.`
        : `Take \`${setting}\` away from the tests at ${place}, so that a failed test stops the change.`,
  }
}
