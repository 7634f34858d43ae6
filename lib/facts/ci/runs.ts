import type { CiStep, Evidence, ToolRun } from '../facts'
import { folderOf, resolveIn } from '../paths'
import type { PreCommitConfig, PreCommitHook } from '../tools/pre-commit'
import { classifyAction } from './actions'
import { type Classified, classifyCommand } from './commands'
import type { Expander } from './expander'
import { JobHistory } from './history'
import { classifyHook } from './hooks'
import { unwrapCommand } from './prefixes'

/** Every use of a known tool by the steps of pipelines and by hooks. */
export function findRuns(
  steps: readonly CiStep[],
  preCommit: PreCommitConfig | null,
  expander: Expander,
): readonly ToolRun[] {
  const hooks = preCommit ? hookRuns(preCommit, expander) : []
  const runs = steps.flatMap((step, at) => stepRuns(step, at, steps, hooks))
  // The same line in many folders, as a matrix has it, is one use.
  return [...new Map(runs.map((run) => [JSON.stringify(run), run])).values(), ...hooks]
}

function stepRuns(step: CiStep, at: number, steps: readonly CiStep[], hooks: readonly ToolRun[]): ToolRun[] {
  const found = step.uses === null ? classifyCommand(step.command) : classifyAction(step.uses, step.inputs)
  const evidence = evidenceOf(step)
  return found.flatMap((one): ToolRun[] => {
    const run = {
      tool: one.tool,
      where: 'ci' as const,
      canFail: step.canFail && one.canFail,
      checks: one.checks || failsOnDifference(step, at, steps),
      onChange: step.onChange,
      evidence,
    }
    if (one.tool !== 'pre-commit') return [run]
    const only = step.command.slice(step.command.indexOf('run') + 1).find((word) => !word.startsWith('-'))
    const hooked = hooks.filter(
      (hook) => only === undefined || step.uses !== null || hook.evidence.note.includes(` ${only} `),
    )
    return [
      run,
      ...hooked.map((hook) => ({
        ...run,
        tool: hook.tool,
        canFail: run.canFail && hook.canFail,
        evidence: { ...evidence, note: evidence.note.replace('` runs in', `\` runs ${hook.tool} in`) },
      })),
    ]
  })
}

/** A rewriting formatter is a check when `git diff --exit-code` follows in its job. */
function failsOnDifference(step: CiStep, at: number, steps: readonly CiStep[]): boolean {
  for (const later of steps.slice(at + 1, at + 60)) {
    if (later.path !== step.path || later.job !== step.job) break
    const text = later.command.join(' ')
    if (/^git diff\b.*--(?:exit-code|quiet)/.test(text) && later.canFail) return true
  }
  return false
}

function evidenceOf({ path, line, job, command, uses, via }: CiStep): Evidence {
  const what = uses ?? command.slice(0, 12).join(' ').slice(0, 120)
  const through = via.at(-1)
  const where = through ? `, through ${through.path}:${through.line}` : ''
  return { path, line, note: `\`${what}\` runs in job ${job.slice(0, 60)}${where}.` }
}

function hookRuns({ path, hooks }: PreCommitConfig, expander: Expander): readonly ToolRun[] {
  return hooks
    .filter((hook) => hook.automatic)
    .flatMap((hook) => {
      const known = classifyHook(hook)
      const found: readonly Classified[] = known ? [known] : entryTools(hook, expander)
      return found.map(({ tool, canFail }) => ({
        tool,
        where: 'pre-commit' as const,
        canFail,
        checks: true,
        onChange: true,
        evidence: { path, line: hook.line, note: `The hook ${hook.id} runs ${tool} on every commit.` },
      }))
    })
}

/** A local hook says its own command line, for the root or, as prek runs it, for the folder of its configuration. */
function entryTools({ entry, path, arguments: given }: PreCommitHook, expander: Expander): readonly Classified[] {
  if (entry === '') return []
  const unwrapped = unwrapCommand(entry.trim().split(/\s+/))
  const isMissingIn = (folder: string) => {
    const place = resolveIn(folder, unwrapped.folder ?? '')
    return place !== null && expander.missingManifest(unwrapped, place, new JobHistory()) !== null
  }
  if (isMissingIn('') && isMissingIn(folderOf(path))) return []
  const direct = classifyCommand([...unwrapped.words, ...given])
  if (direct.length > 0) return direct
  const script = { text: entry, line: 1, directory: '', env: {}, canFail: true }
  const { leaves } = expander.expand(script, new JobHistory(true))
  return leaves.flatMap((leaf) =>
    classifyCommand(leaf.words).map((one) => ({ ...one, canFail: one.canFail && leaf.canFail })),
  )
}
