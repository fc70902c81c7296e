// Opens the printing dialogue once the page and its pictures are there.

addEventListener("load", () => print());
