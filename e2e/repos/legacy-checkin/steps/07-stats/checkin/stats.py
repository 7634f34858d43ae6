import collections
import sys

def count(path):
    counts = collections.Counter()
    for line in open(path):
        if line.startswith('assigned'):
            counts[line.split()[3]] += 1
    return counts

if __name__ == '__main__':
    for flight, n in count(sys.argv[1]).most_common(20):
        print flight, n
