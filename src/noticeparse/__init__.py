"""noticeparse: notices of schools in, structured and tagged data out."""
