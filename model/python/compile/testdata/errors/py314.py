x = 1
t"{x}"  # error "template strings are not modelled"
