import { classifyCommand } from '@/lib/facts/ci/commands'
import { unwrapCommand } from '@/lib/facts/ci/prefixes'
import { SECURITY_SCANNERS } from '@/lib/facts/ci/tool-names'
import { inheritedInstructions } from '@/lib/facts/dockerfiles/stages'
import type { CiStep, DockerfileEntry, Facts } from '@/lib/facts/facts'
import { baseName, folderOf, resolveIn } from '@/lib/facts/paths'
import { splitCommands } from '@/lib/facts/shell'

type Run = Facts['ci']['runs'][number]

export interface ImageScan extends Run {
  /** A pipeline builds the image, and the scan with it. */
  readonly isBuilt: boolean
}

const MAX_SCANS = 20

/** Scanners that run while an image is built, and stop its build by what they find. */
export function imageScans({ dockerfiles, ci }: Pick<Facts, 'dockerfiles' | 'ci'>): ImageScan[] {
  const scanning = dockerfiles.files.flatMap((file) => {
    const scans = scansOf(file)
    return scans.length === 0 ? [] : [{ file, scans }]
  })
  if (scanning.length === 0) return []
  const building = ci.steps.filter(buildsImage)
  return scanning
    .slice(0, MAX_SCANS)
    .flatMap(({ file, scans }) => {
      const step = building.find((each) => builds(each, file.path))
      return scans.map((scan) => ({
        ...scan,
        canFail: scan.canFail && step?.canFail !== false,
        onChange: step?.onChange ?? false,
        isBuilt: step !== undefined,
      }))
    })
    .slice(0, MAX_SCANS)
}

function scansOf({ path, stages, final }: DockerfileEntry): Run[] {
  if (!final) return []
  return inheritedInstructions(stages, final)
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap(({ arguments: text, line }) =>
      splitCommands(text, { errexit: false }).flatMap(({ words, swallowed }) =>
        classifyCommand(unwrapCommand(words).words)
          .filter(({ tool }) => SECURITY_SCANNERS.has(tool))
          .map(({ tool, checks, canFail }) => ({
            tool,
            where: 'ci' as const,
            canFail: canFail && !swallowed,
            checks,
            onChange: false,
            evidence: { path, line, note: `${tool} runs while the image is built.` },
          })),
      ),
    )
}

function buildsImage({ command, uses }: CiStep): boolean {
  if (uses !== null) return /^docker\/build-push-action/.test(uses)
  return classifyCommand(command).some(({ tool }) => tool === 'docker-build')
}

/** Whether a step that builds an image builds that of this Dockerfile, whichever stage it asks for. */
function builds({ command, uses, inputs, directory }: CiStep, dockerfile: string): boolean {
  const isDefault = baseName(dockerfile).toLowerCase() === 'dockerfile'
  const at = (path: string) => resolveIn(directory, path) === dockerfile || path === dockerfile
  if (uses !== null) {
    return inputs.file ? at(inputs.file) : isDefault && at(`${inputs.context ?? '.'}/${baseName(dockerfile)}`)
  }
  const named = command.findIndex((word) => /^(?:-f|--file)(?:=|$)/.test(word))
  const file = command[named]?.includes('=') ? command[named]?.replace(/^[^=]*=/, '') : command[named + 1]
  if (named >= 0) return at(file ?? '')
  return isDefault && contextsOf(command).some((word) => resolveIn(directory, word) === folderOf(dockerfile))
}

/** Options of `docker build` that stand alone; any other takes the word behind it. */
const FLAG =
  /^(?:-[qD]{1,2}|--(?:check|compress|debug|disable-content-trust|force-rm|load|no-cache|pull|push|quiet|rm|squash|tls-verify|layers|no-push))$/

/** Folders that are built: the last word that is no option, nor the value of one; of compose and bake any word. */
function contextsOf(command: readonly string[]): readonly string[] {
  const verb = command.findIndex((word) => /^(?:build|bud|bake)$/.test(word))
  if (command.slice(0, verb + 1).some((word) => /^(?:compose|bake)$/.test(word))) return command.slice(verb + 1)
  let context: string | undefined
  for (let at = verb + 1; at < command.length; at += 1) {
    const word = command[at] ?? ''
    if (!word.startsWith('-')) context = word
    else if (!word.includes('=') && !FLAG.test(word)) at += 1
  }
  return context === undefined ? [] : [context]
}
