from fabric.api import env, run, cd

env.hosts = ['web01.skylark.lan', 'web02.skylark.lan']


def deploy():
    with cd('/srv/checkin'):
        run('git pull')
        run('pip install -r requirements.txt')
        run('supervisorctl restart checkin')
