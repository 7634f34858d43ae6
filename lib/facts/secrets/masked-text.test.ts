import { expect, test } from 'vitest'
import { maskedText } from './masked-text'

const TOKEN = `ghp_${'a1B2c3D4e5F6g7H8i9'.repeat(2)}`

test.each([
  [`Starts \`gunicorn main:app --token ${TOKEN}\`.`, 'Starts `gunicorn main:app --token ghp_…`.'],
  ['x git+https://bot:hunter2@github.com/o/x', 'x git+https://bot:…@github.com/o/x'],
  ['r git+https://9f8e7d6c5b4a3f2e1d0c@github.com/o/r', 'r git+https://…@github.com/o/r'],
  ['`PASSWORD=tr0ub4dor&3 python app.py`', '`PASSWORD=…&3 python app.py`'],
  ['`PGPASSWORD=RealPassw0rdHere! python app.py`', '`PGPASSWORD=… python app.py`'],
  ['`flask run --password tr0ub4dor --port 8000`', '`flask run --password … --port 8000`'],
  ['`gunicorn a:b --env SECRET_KEY=tr0ub4dor --reload`', '`gunicorn a:b --env SECRET_KEY=… --reload`'],
  ['asks /health?api_key=9f8e7d6c5b4a', 'asks /health?api_key=…'],
  ['`curl -u admin:tr0ub4dor http://localhost/`', '`curl -u admin:… http://localhost/`'],
  ['`twine upload -u x -p tr0ub4dor dist/*` uploads', '`twine upload -u x -p … dist/*` uploads'],
  ['`docker login -u x -p tr0ub4dor ghcr.io`', '`docker login -u x -p … ghcr.io`'],
  ['`mysql -u root -ptr0ub4dor`', '`mysql -u root -p…`'],
  ['`redis-cli -p 6379 -a tr0ub4dor`', '`redis-cli -p 6379 -a …`'],
])('%s is said without its credential', (text, safe) => {
  expect(maskedText(text)).toBe(safe)
})

test.each([
  `Reads SECRET_KEY=\${SECRET_KEY} and --token $TOKEN.`,
  `git+https://\${TOKEN}@github.com/o/x`,
  'SECRET_KEY=change-me',
  `twine upload -u x -p $TWINE_PASSWORD dist/*`,
  'docker run -p 8080:80 x; mysql --version && nc -p 8080',
  '`pytest -p no:cacheprovider`',
  'app.secret_key=settings.secret_key',
  'secret_key = os.environ["SECRET_KEY"]',
  'A password stands in the tree; secrets belong elsewhere.',
  '`uvicorn app.main:app --host 0.0.0.0 --port 8000`',
  'uses: actions/checkout@v4, mail ops@example.org',
])('%s stays as it is', (text) => {
  expect(maskedText(text)).toBe(text)
})
