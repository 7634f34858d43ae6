import shelve

ROWS = range(1, 31)
LETTERS = 'ABCDEF'
BLOCKED = ['13A', '13B', '13C', '13D', '13E', '13F']

def load(flight):
    db = shelve.open('/var/lib/checkin/seats')
    taken = db.get(str(flight), [])
    db.close()
    return taken

def save(flight, taken):
    db = shelve.open('/var/lib/checkin/seats')
    db[str(flight)] = taken
    db.close()

def assign(flight, cabin):
    taken = load(flight)
    rows = cabin == 'C' and ROWS[:4] or ROWS[4:]
    for row in rows:
        for letter in LETTERS:
            seat = '%d%s' % (row, letter)
            if not seat in taken and not seat in BLOCKED:
                taken.append(seat)
                save(flight, taken)
                print 'assigned', seat, 'on', flight
                return seat
    raise Exception, 'flight %s is full' % flight
