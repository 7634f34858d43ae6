import { describe, expect, test } from 'vitest'
import { splitCommands } from './shell'

const brief = (text: string, options = {}) =>
  splitCommands(text, options).map((command) => `${command.swallowed ? '~' : ''}${command.words.join(' ')}`)

describe('splitCommands', () => {
  test('splits lines, operators and continuations, and keeps the line of each command', () => {
    const commands = splitCommands('pip install -r requirements.txt && \\\n  pytest -q\nruff check . ; mypy "my app"', {
      line: 10,
    })
    expect(commands.map(({ words, line, op }) => [words.join('|'), line, op])).toEqual([
      ['pip|install|-r|requirements.txt', 10, ''],
      ['pytest|-q', 11, '&&'],
      ['ruff|check|.', 12, ';'],
      ['mypy|my app', 12, ';'],
    ])
  })

  test('takes assignments before a command as its environment', () => {
    const [command] = splitCommands('DEBUG=1 SECRET="a b" python -m pytest')
    expect(command?.words).toEqual(['python', '-m', 'pytest'])
    expect(command?.env).toEqual({ DEBUG: '1', SECRET: 'a b' })
  })

  test('knows which failures are swallowed', () => {
    expect(brief('pytest || true\nmypy . || exit 1\nruff check . && black . || :')).toEqual([
      '~pytest',
      'true',
      'mypy .',
      'exit 1',
      '~ruff check .',
      '~black .',
      ':',
    ])
    expect(brief('set +e\npytest\nset -e\nmypy .')).toEqual(['set +e', '~pytest', '~set -e', 'mypy .'])
    expect(brief('set +e\npytest\ncode=$?\nset -e\nexit $code')[1]).toBe('pytest')
    expect(brief('set +e\npytest\ncode=$?\necho $code\nexit 0')[1]).toBe('~pytest')
    expect(brief('pytest | tee log')).toEqual(['~pytest', 'tee log'])
    expect(brief('set -o pipefail\npytest | tee log')).toEqual(['set -o pipefail', 'pytest', 'tee log'])
    expect(brief('flake8\npytest', { errexit: false })).toEqual(['~flake8', 'pytest'])
    expect(brief('pytest || { echo failed; exit 1; }')[0]).toBe('pytest')
  })

  test('reads conditions, loops, cases and functions for the commands in them', () => {
    expect(brief('if command -v ruff; then\n  ruff check .\nelse\n  flake8\nfi')).toEqual([
      '~command -v ruff',
      'ruff check .',
      'flake8',
    ])
    expect(brief('for f in a b; do pytest $f; done')).toEqual(['pytest $f'])
    expect(brief('case "$1" in\n  test)\n    pytest\n    ;;\n  lint|check) ruff check . ;;\nesac\nmypy .')).toEqual([
      'pytest',
      'ruff check .',
      'mypy .',
    ])
    expect(brief('lint() {\n  flake8\n}\nlint')).toEqual(['lint', 'flake8', 'lint'])
    expect(brief('function lint {\n  flake8\n}')).toEqual(['flake8'])
  })

  test('leaves out comments, here-documents and redirections', () => {
    expect(brief('# pytest\necho hi # mypy\ncat <<EOF > out\npytest\nEOF\nruff check . > log 2>&1')).toEqual([
      'echo hi',
      'cat',
      'ruff check .',
    ])
  })

  test('keeps expressions as one word', () => {
    const expression = ['$', '{{ matrix.python }}'].join('')
    expect(splitCommands(`tox -e py${expression} $(cat list) '# no'`)[0]?.words).toEqual([
      'tox',
      '-e',
      `py${expression}`,
      '$(cat list)',
      '# no',
    ])
  })

  test('survives broken and hostile text', () => {
    for (const text of ["echo 'open", 'echo "open', '$(', '${{', '\\', '))((', '<<', '|| || &&', '`', '\0']) {
      expect(() => splitCommands(text)).not.toThrow()
    }
    expect(splitCommands('('.repeat(100_000))).toEqual([])
    expect(splitCommands('$('.repeat(20_000)).length).toBeLessThanOrEqual(5000)
  })
})
