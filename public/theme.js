// Runs before the first paint, so a stored choice of theme never flashes.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be switched off; the system's preference holds then.
}

// Next goes on once it has run what stands here, in a task of its own: its start is two short ones instead of a long one,
// between which a page that was clicked can answer.
Object.assign(self, { __next_s: [[0, { children: '' }]] })

// Tells the server that skeletons may be sent ahead of what replaces them. The Cookie Store would want https. It is written
// by a script because it says that scripts run, so that it can't be HttpOnly; nobody gains by reading or changing it.
Object.assign(document, {
  cookie: `scripts=1; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`,
})
