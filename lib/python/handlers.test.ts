import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from './engine'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

/** Effects of the only handler, named. */
function handler(clause: string, body: string, before = ''): string {
  const indented = body.replace(/^/gm, '        ')
  const text = `import logging\nimport sys\n${before}\nlogger = logging.getLogger(__name__)\n\nasync def f():\n    try:\n        work()\n    ${clause}\n${indented}\n`
  const record = engine.analyse(new TextEncoder().encode(text))
  expect(record.parse).toEqual({ ok: true })
  const [found] = record.handlers
  const effects = (['reraises', 'reports', 'tellsUser', 'answers', 'stores', 'silent', 'suppressed'] as const).filter(
    (name) => found?.[name],
  )
  return [found?.breadth, ...effects].join(' ')
}

test.each([
  ['except:', 'pass', 'bare silent'],
  ['except Exception:', '...', 'broad silent'],
  ['except Exception:', 'continue_ = 1', 'broad'],
  ['except (ValueError, Exception):', '"""Nothing."""', 'broad silent'],
  ['except ValueError:', 'pass', 'narrow silent'],
  ['except ValueError, TypeError:', 'pass', 'narrow silent'],
  ['except Exception:', 'raise', 'broad reraises'],
  ['except Exception as e:', 'raise AppError("x") from e', 'broad reraises'],
  ['except Exception as e:', 'raise HTTPException(500)', 'broad reraises answers'],
  ['except Exception:', 'logger.exception("x")', 'broad reports'],
  ['except Exception as e:', 'logging.error("x %s", e)', 'broad reports'],
  ['except Exception as e:', 'self.log.warning(e)', 'broad reports'],
  ['except Exception as e:', 'sentry_sdk.capture_exception(e)', 'broad reports'],
  ['except Exception:', 'traceback.print_exc()', 'broad reports'],
  ['except Exception as e:', 'print(e)', 'broad tellsUser'],
  ['except Exception as e:', 'click.echo(f"bad {e}", err=True)', 'broad tellsUser'],
  ['except Exception as e:', 'console.print(f"bad {e}")', 'broad tellsUser'],
  ['except Exception:', 'await message.channel.send("It failed.")', 'broad answers'],
  ['except Exception as e:', 'await interaction.followup.send(f"bad {e}")', 'broad answers'],
  ['except Exception:', 'await update.message.reply_text("It failed.")', 'broad answers'],
  ['except Exception:', 'await msg.edit(content="It failed.")', 'broad answers'],
  ['except Exception:', 'QMessageBox.warning(self, "Oops", "It failed.")', 'broad answers'],
  ['except Exception:', 'mail.send()', 'broad'],
  ['except Exception:', 'return None', 'broad'],
  ['except Exception:', 'return', 'broad'],
  ['except Exception as e:', 'return str(e), 500', 'broad answers'],
  ['except Exception:', 'sys.exit(1)', 'broad answers'],
  ['except Exception as e:', 'self.error = e', 'broad stores'],
  ['except Exception as e:', 'errors.append(str(e))', 'broad stores'],
  ['except Exception as e:', 'future.set_exception(e)', 'broad stores'],
  ['except BaseException:', 'state.set_exception(sys.exc_info())', 'broad stores'],
  ['except Exception as e:', 'str(e)', 'broad'],
  ['except Exception as e:', 'if isinstance(e, OSError):\n    x = 1', 'broad'],
  ['except Exception:', 'def later():\n    raise ValueError', 'broad'],
  ['except:  # noqa: E722', 'pass', 'bare silent suppressed'],
  ['except:  # noqa', 'pass', 'bare silent'],
  ['except Exception:  # nosec B110', 'pass', 'broad silent suppressed'],
  ['except Exception:  # pylint: disable=broad-except', 'pass', 'broad silent suppressed'],
  ['except Exception:', 'pass  # noqa: S110', 'broad silent suppressed'],
  ['except Exception:  # noqa: E501', 'pass', 'broad silent'],
  ['except Exception as e:', 'catalog.error(e)', 'broad stores'],
])('%s / %s is %s', (clause, body, expected) => {
  expect(handler(clause, body)).toBe(expected)
})

test.each([
  ['import streamlit as st', 'st.error(f"bad {e}")'],
  ['import streamlit as st', 'st.sidebar.warning(f"bad {e}")'],
  ['from flask import flash', 'flash(f"bad {e}")'],
  ['from django.contrib import messages', 'messages.error(request, f"bad {e}")'],
])('after %s, %s answers the person who asked and is no print', (before, body) => {
  expect(handler('except Exception as e:', body, before)).toBe('broad answers')
})

test('only a try that imports, and flags what it found, is an optional import', () => {
  const read = (body: string) =>
    engine
      .analyse(new TextEncoder().encode(`try:\n${body.replace(/^/gm, '    ')}\nexcept ImportError:\n    x = None\n`))
      .handlers.map((found) => found.optionalImport)
  expect(read('import yaml')).toEqual([true])
  expect(read('from a import b\nHAS_A = True')).toEqual([true])
  expect(read('from a import b\ndef f(x):\n    return b(x)')).toEqual([true])
  expect(read('import yaml\nyaml.load(x)')).toEqual([false])
  expect(read('x = 1')).toEqual([false])
})

test('exception types are resolved through imports', () => {
  const { handlers } = engine.analyse(
    new TextEncoder().encode(
      'from requests import exceptions as ex\ntry:\n    f()\nexcept (ex.Timeout, OSError) as e:\n    pass\n',
    ),
  )
  expect(handlers[0]?.types).toEqual(['requests.exceptions.Timeout', 'OSError'])
})

test.each([
  ['except:', 'raise', true],
  ['except Exception as e:', 'log(e)\nraise e', true],
  ['except Exception as e:', 'raise e.with_traceback(None)', true],
  ['except:', 'raise Denied()', false],
  ['except Exception as e:', 'raise Denied() from e', false],
  ['except Exception as e:', 'raise error', false],
])('%s / %s raises the same exception: %s', (clause, body, expected) => {
  const text = `try:\n    work()\n${clause}\n${body.replace(/^/gm, '    ')}\n`
  expect(engine.analyse(new TextEncoder().encode(text)).handlers[0]?.reraisesSame).toBe(expected)
})
