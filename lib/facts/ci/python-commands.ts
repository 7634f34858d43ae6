import { baseName } from '../paths'
import type { Classified } from './commands'

/** In a folder of tests, but made to give them what they need. */
const FOR_TESTS =
  /^(?!test)(?:conftest|(?:[\w-]+_)?(?:fixtures?|helpers?|utils?|data)|(?:generate|gen|make|create|build|prepare|setup|set_up|seed|populate|load|download|update)(?:[_-][\w-]+)?)\.py$/

const found = (tool: string): Classified[] => [{ tool, checks: true, canFail: true }]

/** `python setup.py test`, `python manage.py test`, `python tests/run.py`. */
export function pythonScript(words: readonly string[]): readonly Classified[] {
  const at = words.findIndex((word, index) => index > 0 && !word.startsWith('-'))
  const script = words[at] ?? ''
  const name = baseName(script)
  const rest = words.slice(at + 1)
  if (name === 'setup.py') {
    if (rest.some((word) => /^(?:test|pytest|nosetests)$/.test(word))) return found('setup-py-test')
    return rest.some((word) => /^(?:sdist|bdist_wheel|build)$/.test(word)) ? found('build') : []
  }
  if (name === 'manage.py' && rest[0] === 'test') return found('django-test')
  if (
    name === 'runtests.py' ||
    (/^(?:run_?|all_?)?tests?(?:_[\w-]+)?\.py$|_tests?\.py$/.test(name) && !/pre_?start|data|setup/.test(name))
  )
    return found('test-script')
  if (/(?:^|\/)tests?\/[^/]+\.py$/.test(script) && !FOR_TESTS.test(name)) return found('test-script')
  return rest.some((word) => /^--?run_?-?(?:system_)?tests$/.test(word)) ? found('test-script') : []
}

/** `python -m tests.unit`, once the prefix is off. */
export function isTestModule(word: string): boolean {
  return (
    /^(?=\w+(?:\.\w+)*$)(?:.*\.)?tests(?:\.|$)|^(?:\w+\.)+test$/.test(word) && !/\.(?:sh|py|txt|js|bat|ts)$/.test(word)
  )
}
