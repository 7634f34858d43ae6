import { expect, test } from 'vitest'
import { isReadFirst, readingOrder } from './reading-order'

test('of a large repository what says most is read first, and data last', () => {
  const paths = [
    'pyproject.toml',
    'app/main.py',
    '.github/workflows/ci.yml',
    'deploy/images/api/Dockerfile',
    'rootfs/etc/services.d/app/run',
    'app/lights.py',
    'app/components/light/light.py',
    'docs/conf.py',
    'deploy/k8s/api.yaml',
    'app/components/light/translations/de.json',
    'node_modules/x/setup.py',
  ]
  expect([...paths].reverse().sort((a, b) => readingOrder(a) - readingOrder(b))).toEqual(paths)
})

test.each([
  ['rootfs/etc/services.d/app/run', true],
  ['a/b/c/d/e/f/deep.py', true],
  ['app/translations/de.json', false],
  ['tests/data/answer', false],
  ['site-packages/x/y.py', false],
])('%s is read first: %s', (path, isFirst) => {
  expect(isReadFirst(path)).toBe(isFirst)
})
