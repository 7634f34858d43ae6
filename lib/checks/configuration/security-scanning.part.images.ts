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
  return dockerfiles.files
    .flatMap((file) => {
      const scans = scansOf(file)
      if (scans.length === 0) return []
      const step = ci.steps.find((each) => builds(each, file.path))
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

/** Whether a step builds the image of this Dockerfile, whichever stage it asks for. */
function builds({ command, uses, inputs, directory }: CiStep, dockerfile: string): boolean {
  const isDefault = baseName(dockerfile).toLowerCase() === 'dockerfile'
  const at = (path: string) => resolveIn(directory, path) === dockerfile || path === dockerfile
  if (uses !== null) {
    if (!/^docker\/build-push-action/.test(uses)) return false
    return inputs.file ? at(inputs.file) : isDefault && at(`${inputs.context ?? '.'}/${baseName(dockerfile)}`)
  }
  if (!classifyCommand(command).some(({ tool }) => tool === 'docker-build')) return false
  const named = command.findIndex((word) => /^(?:-f|--file)(?:=|$)/.test(word))
  const file = command[named]?.includes('=') ? command[named]?.replace(/^[^=]*=/, '') : command[named + 1]
  if (named >= 0) return at(file ?? '')
  return isDefault && command.some((word) => resolveIn(directory, word) === folderOf(dockerfile))
}
