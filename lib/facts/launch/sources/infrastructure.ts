import type { Evidence, FilesFact, ProbeFact } from '../../facts'
import type { Launcher } from '../expand'
import { SKIPPED } from './skipped'

const MAX_FILES = 200
const MAX_LINES = 5_000

export interface InfrastructureFiles {
  readonly probes: readonly ProbeFact[]
  readonly packagings: readonly Evidence[]
}

/** Health checks of Terraform and Nomad, Apache with mod_wsgi, playbooks of Ansible. */
export function readInfrastructure(files: FilesFact, launcher: Launcher): InfrastructureFiles {
  const probes: ProbeFact[] = []
  const packagings: Evidence[] = []
  let read = 0
  for (const { path, role } of files.all) {
    if (SKIPPED.includes(role) || !/\.(?:tf|hcl|nomad|conf|ya?ml|json)$|(?:^|\/)fabfile\.py$/.test(path)) continue
    if (/\.(?:tf|hcl|nomad)$/.test(path) && read++ < MAX_FILES) probes.push(...readChecks(files.text(path) ?? '', path))
    if (/\.conf$(?<=(?:^|\/)(?:apache\d?|httpd|wsgi|sites-available)[\w./-]*)/.test(path))
      addApache(files, path, launcher)
    if (/(?:^|\/)fabfile\.py$/.test(path) && /def \w*deploy/.test(files.text(path) ?? '')) {
      packagings.push({ path, note: 'Deployed by Fabric.' })
    }
    if (
      /\.ya?ml$(?<=(?:^|\/)(?:ansible|playbooks?)\/(?:[\w-]+\/)*[\w-]+\.ya?ml)|(?:^|\/)playbook[\w-]*\.ya?ml$/.test(
        path,
      ) &&
      packagings.length < 3
    ) {
      if (/^[ \t]*(?:-[ \t]*)?(?:hosts|roles|tasks):/m.test(files.text(path) ?? ''))
        packagings.push({ path, note: 'Ansible playbook.' })
    }
  }
  return { probes, packagings }
}

/** `path = "/health"` inside a block about health. */
function readChecks(text: string, path: string): ProbeFact[] {
  const found: ProbeFact[] = []
  let left = 0
  for (const [at, line] of text.split('\n', MAX_LINES).entries()) {
    if (
      /\b(?:health_check|health_check_custom_config|http_get|liveness_probe|readiness_probe|startup_probe|check)\b[^=]*\{/.test(
        line.slice(0, 300),
      )
    )
      left = 25
    else if (left > 0) left--
    const inline = /\b(?:path|health_check_path|request_path)\s*=\s*"(\/[^"]{0,200})"/.exec(line.slice(0, 500))
    if (!inline?.[1] || (left === 0 && !/health_check_path|request_path/.test(inline[0]))) continue
    found.push({
      source: 'platform',
      kind: 'http',
      target: inline[1],
      evidence: { path, line: at + 1, note: `The infrastructure checks ${inline[1]}.` },
    })
  }
  return found.slice(0, 20)
}

function addApache(files: FilesFact, path: string, launcher: Launcher): void {
  for (const [at, line] of (files.text(path) ?? '').split('\n', MAX_LINES).entries()) {
    const script = /^\s*WSGIScriptAlias\s+\S+\s+"?([^\s"]+)/.exec(line.slice(0, 500))?.[1]
    if (!script) continue
    launcher.commands.push({
      process: 'web',
      words: ['apache2'],
      program: 'mod_wsgi',
      entry: launcher.entries.script(script, path),
      server: 'production',
      debug: false,
      source: 'platform',
      development: false,
      evidence: { path, line: at + 1, note: `Apache serves ${script} by mod_wsgi.` },
    })
  }
}
