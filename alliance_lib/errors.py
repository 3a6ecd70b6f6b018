"""What went wrong, where, and what to do about it: the one error users ever see."""


class AllianceError(Exception):
    """Says what is wrong, where, and the remedy, in the reader's language.

    Reads: three short sentences or phrases; `where` and `remedy` may be empty.
    Gives: a message of one to three sentences, without traceback when shown by the command line.
    Leaves out: programming errors, which stay ordinary Python exceptions in English.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} {self.remedy}".strip()
