import type { Files } from './python-files'

export type OtherKind = 'node' | 'go' | 'terraform' | 'docs'

const MONTHS = 13

/** A year of repositories that hold no Python, oldest first. */
export function otherFiles(kind: OtherKind, name: string): { message: string; files: Files }[] {
  return Array.from({ length: MONTHS }, (_, month) => ({
    message: month === 0 ? `Start ${name}` : `Extend ${name}`,
    files: { ...(month === 0 ? { 'README.md': `# ${name}\n` } : {}), ...GROWING[kind](name, month + 1) },
  }))
}

const GROWING: Record<OtherKind, (name: string, count: number) => Files> = {
  node: (name, count) => ({
    'package.json': `${JSON.stringify({ name, version: `0.${count}.0`, type: 'module' }, null, 2)}\n`,
    'src/rules.ts': repeat(count, (each) => `export const rule${each} = (value: number) => value + ${each}\n`),
  }),
  go: (name, count) => ({
    'go.mod': `module example.test/${name}\n\ngo 1.22\n`,
    'rules.go': `package ${name}\n\n${repeat(count, (each) => `func Rule${each}(value int) int { return value + ${each} }\n`)}`,
  }),
  terraform: (name, count) => ({
    'main.tf': repeat(count, (each) => `variable "${name}_${each}" {\n  type    = string\n  default = "${each}"\n}\n`),
  }),
  docs: (name, count) => ({
    'docs/decisions.md': `# Decisions on ${name}\n\n${repeat(count, (each) => `${each}. Decided in month ${each}.\n`)}`,
  }),
}

function repeat(count: number, line: (each: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index + 1)).join('')
}
