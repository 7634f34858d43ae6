import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** The 20 characteristics in the rubric's order. */
export const characteristicIds = [
  'error-handling',
  'input-validation',
  'dependency-management',
  'retries',
  'structured-logging',
  'health-checks',
  'metrics-tracing',
  'modular-structure',
  'code-style',
  'type-hints',
  'testing',
  'environment-config',
  'secrets-management',
  'security-scanning',
  'containerization',
  'ci-cd',
  'production-server',
  'readme',
  'api-docs',
  'docstrings',
] as const

const Kind = z.enum(['web-service', 'worker', 'cli', 'library', 'notebook', 'scripts', 'none'])
const Verdict = z.enum(['pass', 'partial', 'fail', 'not_applicable', 'unknown'])
const Row = z.strictObject({
  verdict: Verdict,
  reason: z.string().min(1),
  /** Other answers that the rubric's words allow as well; absent where only one is right. */
  acceptable: z.array(Verdict).optional(),
})
const Table = z.record(z.enum(characteristicIds), Row)

const Golden = z.strictObject({
  kind: Kind,
  characteristics: Table,
  /** Only in a monorepo: what each project is on its own, and how the repository's verdicts came about. */
  projects: z
    .array(
      z.strictObject({
        path: z.string(),
        kind: Kind,
        lines: z.number().int().positive(),
        verdicts: z.record(z.enum(characteristicIds), Verdict),
      }),
    )
    .optional(),
})
export type Golden = z.infer<typeof Golden>

/** A person's own judgement of the head commit of a repository, by the rubric. */
export async function readGolden(sourceDir: string, name: string): Promise<Golden> {
  return Golden.parse(JSON.parse(await readFile(join(sourceDir, name, 'golden.json'), 'utf8')))
}
