# The server comes back from a backup and defines another field under the numbers of one that it has lost: laptops that
# are away, and those that have typed into the lost one. Files that were attached meanwhile come to it again.
seed 4
    60.000  laptop 0 (the server is backed up) [0]
    62.000  laptop 0 (a field of the company's is defined) [0]
    63.000  laptop 1 attaches a file [1]
    64.000  laptop 2 attaches a file [5]
    66.000  laptop 3 goes offline [0]
    68.000  laptop 1 fills in a field of the company's [4]
    68.500  laptop 2 fills in a field of the company's [7]
    69.000  laptop 0 opens a file [3]
    70.000  laptop 0 opens a file [4]
    75.000  laptop 0 (the server is restored from its backup) [4000]
    95.000  laptop 0 (a field of the company's is defined) [2]
   100.000  laptop 1 fills in a field of the company's [9]
   110.000  laptop 3 goes online [0]
   115.000  laptop 2 fills in a field of the company's [11]
   120.000  laptop 1 removes a file [2]
