/** Top-level modules of Python's standard library, 2.7 to 3.14. */
export const STANDARD_LIBRARY: ReadonlySet<string> = new Set(
  (
    'BaseHTTPServer CGIHTTPServer ConfigParser Cookie HTMLParser Queue SimpleHTTPServer SocketServer ' +
    'StringIO Tkinter UserDict UserList UserString __builtin__ __future__ abc aifc annotationlib ' +
    'antigravity anydbm argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii ' +
    'bisect builtins bz2 cPickle cProfile cStringIO calendar cgi cgitb chunk cmath cmd code codecs codeop ' +
    'collections colorsys commands compileall compression concurrent configparser contextlib contextvars ' +
    'cookielib copy copy_reg copyreg crypt csv ctypes curses dataclasses datetime dbhash dbm decimal ' +
    'difflib dis distutils doctest dumbdbm dummy_thread email encodings ensurepip enum errno exceptions ' +
    'faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt ' +
    'getpass gettext glob graphlib grp gzip hashlib heapq hmac html htmlentitydefs http httplib idlelib ' +
    'imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale ' +
    'logging lzma mailbox mailcap marshal math md5 mimetypes mmap modulefinder msilib msvcrt ' +
    'multiprocessing netrc new nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ' +
    'ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath ' +
    'pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re ' +
    'readline repr reprlib resource rlcompleter robotparser runpy sched secrets select selectors sets sha ' +
    'shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile ' +
    'sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys ' +
    'sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this thread threading time ' +
    'timeit tkMessageBox tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo ' +
    'types typing unicodedata unittest urllib urllib2 urlparse uu uuid venv warnings wave weakref ' +
    'webbrowser whichdb winreg winsound wsgiref xdrlib xml xmlrpc xmlrpclib zipapp zipfile zipimport zlib ' +
    'zoneinfo '
  )
    .trim()
    .split(' '),
)
