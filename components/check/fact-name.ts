import type { FactName } from '@/lib/facts/facts'

const NAMES: Readonly<Record<FactName, string>> = {
  project: 'The project’s folder and the limits that were hit',
  kind: 'The kind of repository',
  files: 'The files of the commit and their roles',
  python: 'The application’s modules, parsed',
  dependencies: 'Manifests, locks and declared dependencies',
  tools: 'Configured tools and pre-commit hooks',
  ci: 'Pipelines with their steps, commands followed into scripts',
  routes: 'Web frameworks and routes',
  launch: 'Start commands and probes',
  dockerfiles: 'Dockerfiles with their stages',
  secrets: 'Credentials in the tree, and where secrets come from',
  readme: 'The README and the pages that it links',
  apiDocuments: 'OpenAPI documents, GraphQL schemas, collections',
  environment: 'What is read from the environment, and what is hard-coded',
}

/** What a fact holds, as a noun. */
export function factName(name: FactName): string {
  return NAMES[name]
}
