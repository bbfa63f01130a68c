"""What people hold in their hands: the booklet, sheets for a day and for a door, large print, posters; by Typst."""
