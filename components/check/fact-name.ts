import type { FactName } from '@/lib/facts/facts'

const NAMES: Readonly<Record<FactName, string>> = {
  project: 'The project’s folder and the limits that were hit',
  override: 'What the owner sets in .airworthy.yml',
  kind: 'The kind of repository, from application code, notebooks, manifests and start commands',
  files: 'The files of the commit and their roles',
  python: 'Application code, parsed, less what nothing reaches; tests apart',
  dependencies: 'Manifests, locks and what application code imports',
  tools: 'Configured tools and pre-commit hooks',
  ci: 'Pipelines with their steps, commands followed into scripts',
  routes: 'Web frameworks and routes in application code',
  launch: 'Start commands and probes in images, deployment files, scripts and application code',
  dockerfiles: 'Dockerfiles with their stages, those of tests and development boxes apart',
  secrets: 'Credentials in all files but tests, docs, examples, templates and vendored code',
  readme: 'The README and the pages that it links',
  apiDocuments: 'OpenAPI documents, GraphQL schemas, collections',
  environment: 'What application code reads from the environment, and what it holds hard-coded',
}

/** What a fact holds and in which files it looks, as a noun. */
export function factName(name: FactName): string {
  return NAMES[name]
}
