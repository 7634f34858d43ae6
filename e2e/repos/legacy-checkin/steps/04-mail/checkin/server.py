import urllib2
import json
import sys
from bottle import route, run, request, template

from checkin import boardingpass, seats

DCS = 'http://dcs01.skylark.lan:8080'

@route('/')
def index():
    return template('index')

@route('/checkin', method='POST')
def checkin():
    pnr = request.forms.get('pnr')
    name = request.forms.get('name')
    print 'checkin', pnr, name
    try:
        data = json.loads(urllib2.urlopen(DCS + '/pnr/' + pnr).read())
    except urllib2.HTTPError, e:
        print 'dcs said', e.code
        return template('error', message='Booking not found')
    except:
        return template('error', message='Please try later')
    if data['name'].upper() != name.upper():
        return template('error', message='Booking not found')
    seat = seats.assign(data['flight'], data['class'])
    if data.get('email'):
        boardingpass.send(data['email'], name, data['flight'], seat)
    return template('boarding', data=data, seat=seat)

if __name__ == '__main__':
    port = 8080
    if len(sys.argv) > 1:
        port = int(sys.argv[1])
    run(host='0.0.0.0', port=port, debug=True)
