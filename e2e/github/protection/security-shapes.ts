import type { Host, Repository } from '../host'
import type { CodeScanningAnalysis, Protection } from './protection-description'

/** What only administrators are told of a repository: which of GitHub's scans are switched on. */
export function securityShape({ about }: Repository, protection: Protection) {
  const status = (is: 'enabled' | 'disabled') => ({ status: is })
  const updates = protection.dependabotUpdates === 'enabled' ? 'enabled' : 'disabled'
  return {
    // Public code is scanned for nothing, so there is nothing to say.
    ...(about.private && { advanced_security: status(protection.advancedSecurity ? 'enabled' : 'disabled') }),
    dependabot_security_updates: status(updates),
    secret_scanning: status(protection.secretScanning),
    secret_scanning_push_protection: status(protection.secretScanningPushProtection),
    secret_scanning_non_provider_patterns: status('disabled'),
  }
}

export function defaultSetupShape({ codeScanning }: Protection) {
  const { defaultSetup, languages } = codeScanning
  return {
    state: defaultSetup ? 'configured' : 'not-configured',
    languages: defaultSetup ? languages : [],
    query_suite: 'default',
    updated_at: defaultSetup ? '2025-01-01T00:00:00Z' : null,
    schedule: defaultSetup ? 'weekly' : null,
  }
}

export function analysisShape(
  host: Host,
  { fullName, about }: Repository,
  analysis: CodeScanningAnalysis,
  index: number,
  head: string,
) {
  const id = about.id * 1000 + index
  return {
    id,
    ref: analysis.ref ?? `refs/heads/${about.defaultBranch}`,
    commit_sha: analysis.commit ?? head,
    analysis_key: '.github/workflows/codeql.yml:analyze',
    environment: '{}',
    category: '.github/workflows/codeql.yml:analyze',
    error: '',
    created_at: analysis.createdAt,
    results_count: analysis.results,
    rules_count: analysis.rules,
    url: `${host.apiUrl}/repos/${fullName}/code-scanning/analyses/${id}`,
    sarif_id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    tool: { name: analysis.tool, guid: null, version: null },
    deletable: false,
    warning: '',
  }
}
