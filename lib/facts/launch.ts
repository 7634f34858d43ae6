import type { FactInput } from './fact-input'
import type { Evidence, Facts, FilesFact, LaunchFact, ProbeFact } from './facts'
import { Launcher } from './launch/expand'
import { withEventImages } from './launch/lambda-images'
import { missingCopies } from './launch/missing-copies'
import { ownProbes } from './launch/own-probes'
import { readProbeCommand } from './launch/probe-command'
import { followProbe } from './launch/probe-scripts'
import { readCdk } from './launch/sources/cdk'
import { readCdkStacks } from './launch/sources/cdk-stacks'
import { addCodeCommands } from './launch/sources/code'
import { readCompose } from './launch/sources/compose'
import { addDockerCommands } from './launch/sources/docker'
import { FunctionFiles } from './launch/sources/functions'
import { readInfrastructure } from './launch/sources/infrastructure'
import { readKubernetes } from './launch/sources/kubernetes'
import { otherPackagings } from './launch/sources/packagings'
import { readPlatforms } from './launch/sources/platforms'
import { readProcessManagers } from './launch/sources/process-managers'
import { addProcfiles } from './launch/sources/procfile'
import { addReadmeCommands } from './launch/sources/readme'
import { addScripts } from './launch/sources/scripts'
import { readServerless } from './launch/sources/serverless'
import { readTerraformFunctions } from './launch/sources/terraform'
import {
  addServiceScripts,
  addSupervisorPrograms,
  addSystemdUnits,
  addUwsgiConfigurations,
} from './launch/sources/units'

/** What starts in production, followed from images, units and platform files to servers, scripts and modules. */
export function readLaunch({ facts, repository }: FactInput): LaunchFact {
  const { files, dockerfiles } = facts
  // What another project of the repository has is not missing from it.
  const everything = repository?.facts.files ?? files
  const launcher = new Launcher(facts, everything)
  addDockerCommands(facts, launcher)
  const procfiles = addProcfiles(files, launcher)
  const composeProbes = readCompose(files, launcher)
  const kubernetes = readKubernetes(files, launcher)
  const units = addSystemdUnits(files, launcher)
  const supervisors = addSupervisorPrograms(files, launcher)
  addServiceScripts(files, launcher)
  const platforms = readPlatforms(files, launcher)
  const functions = FunctionFiles.of(repository?.facts.python ?? facts.python)
  const whole = repository?.facts ?? facts
  const serverless = readServerless(whole, files, launcher, functions)
  const terraform = readTerraformFunctions(whole, files, launcher, functions)
  const stacks = readCdkStacks(whole, files, launcher, functions)
  const cdk = readCdk(facts, launcher)
  const uwsgi = addUwsgiConfigurations(files, launcher)
  const managers = readProcessManagers(files, launcher)
  const infrastructure = readInfrastructure(files, launcher)
  addScripts(files, launcher)
  addCodeCommands(facts, launcher)
  addReadmeCommands(facts.readme, launcher)
  return {
    commands: withEventImages(launcher.commands, functions, facts),
    probes: [
      ...dockerProbes(facts, launcher),
      ...composeProbes,
      ...ownProbes(kubernetes.probes, facts.project.path),
      ...platforms.probes,
      ...infrastructure.probes,
    ],
    packagings: [
      ...noted(procfiles, 'Procfile.'),
      ...serverless,
      ...terraform,
      ...stacks,
      ...cdk,
      ...platforms.packagings,
      ...noted(kubernetes.charts, 'Helm chart.'),
      ...noted(kubernetes.manifests.slice(0, 5), 'Kubernetes manifest.'),
      ...noted(units, 'systemd unit.'),
      ...noted(supervisors, 'supervisord configuration.'),
      ...noted(uwsgi, 'uWSGI configuration.'),
      ...managers,
      ...infrastructure.packagings,
      ...otherPackagings(files),
      ...noted(nixFiles(files), 'Nix build of an image.'),
    ],
    missing: [...launcher.missing, ...missingCopies(dockerfiles, everything)],
  }
}

function dockerProbes(
  { dockerfiles, files }: Pick<Facts, 'dockerfiles' | 'files'>,
  { entries }: Launcher,
): ProbeFact[] {
  return dockerfiles.files.flatMap(({ path, purpose, final }) => {
    if (!final?.healthcheck || purpose === 'other') return []
    const { words, line } = final.healthcheck
    const evidence = { path, line, note: 'HEALTHCHECK of the image.' }
    return [followProbe({ source: 'dockerfile', ...readProbeCommand(words), evidence }, words, files, entries)]
  })
}

function nixFiles(files: FilesFact): string[] {
  return ['flake.nix', 'default.nix'].filter((path) =>
    /dockerTools\.build|nix2container|buildLayeredImage/.test(files.text(path) ?? ''),
  )
}

function noted(paths: readonly string[], note: string): Evidence[] {
  return paths.map((path) => ({ path, note }))
}
