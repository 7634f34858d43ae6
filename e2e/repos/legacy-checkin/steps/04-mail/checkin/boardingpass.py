import smtplib
from email.mime.text import MIMEText

SMTP = 'mail.skylark.lan'

TEXT = """Dear %(name)s,

your seat on %(flight)s is %(seat)s. Gate closes 20 minutes before departure.
"""

def send(address, name, flight, seat):
    message = MIMEText(TEXT % {'name': name, 'flight': flight, 'seat': seat})
    message['Subject'] = 'Your boarding pass'
    message['From'] = 'checkin@skylark-air.example'
    message['To'] = address
    try:
        server = smtplib.SMTP(SMTP)
        server.sendmail(message['From'], [address], message.as_string())
        server.quit()
    except smtplib.SMTPException, e:
        print 'mail failed', e
