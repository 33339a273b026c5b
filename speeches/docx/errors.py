"""Why a file was not read. Each has one Chinese sentence: what is wrong, what to do."""

from speeches.manuscript.errors import ManuscriptError

SAVE_AS_DOCX = "请在 Word/WPS 中打开它，另存为 .docx 后再导入。"


class DocxError(ManuscriptError):
    """A file that is not read. `str()` is the Chinese sentence; the class tells which fault it is."""

    sentence = f"这个文件读不了。{SAVE_AS_DOCX}"

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class EmptyFileError(DocxError):
    sentence = "这个文件是空的（0 字节）。请检查文件，再重新选择。"


class FileTooLargeError(DocxError):
    sentence = "文件超过 10 MB 的上限。讲话稿的文字用不了这么大：请删去图片，或把正文复制出来粘贴。"


class NotWordError(DocxError):
    sentence = f"这个文件不是 Word 文档，只是改了扩展名。{SAVE_AS_DOCX}"


class ImageFileError(NotWordError):
    sentence = "这是一张图片，不是 Word 文档。图片里的文字读不出来，请换成可编辑的 .docx 文件。"


class PdfFileError(NotWordError):
    sentence = "这是 PDF 文件，不是 Word 文档。请找到原来的文档，在 Word/WPS 中另存为 .docx 后再导入。"


class OtherOfficeError(NotWordError):
    sentence = "这是表格或演示文稿，不是 Word 文档。请把讲话稿的文字放进 Word 文档，另存为 .docx 后再导入。"


class OldFormatError(DocxError):
    sentence = f"这是旧的 .doc 或 .wps 格式，暂时读不了。{SAVE_AS_DOCX}"


class NoOfficeError(DocxError):
    sentence = f"这是旧的 .doc 或 .wps 格式，要靠 LibreOffice 转换，服务器上没有安装它。{SAVE_AS_DOCX}"


class ConversionError(DocxError):
    sentence = f"转换这个文件没有成功：它可能已经损坏，或者太复杂。{SAVE_AS_DOCX}"


class EncryptedFileError(DocxError):
    sentence = "这个文件加了密码，读不了。请在 Word/WPS 中取消打开密码，另存为 .docx 后再导入。"


class CorruptFileError(DocxError):
    sentence = "这个文件已经损坏，读不完整。如果在 Word/WPS 中还能打开，请另存为 .docx 后再导入。"


class BombError(DocxError):
    sentence = "这个文件解压后大得不正常，可能有害，已停止读取。请把正文复制出来粘贴。"


class UnsafeFileError(DocxError):
    sentence = f"这个文件里有不该有的内容，可能有害，已停止读取。如果它是您自己的文件，{SAVE_AS_DOCX}"


class TooManyParagraphsError(DocxError):
    sentence = "这个文件的段落超过 20000 个，不像一篇讲话稿。请只保留讲话稿部分，再重新导入。"


class TooComplexError(DocxError):
    sentence = "读这个文件用的时间或内存超过了上限，已停止读取。请把正文复制出来粘贴。"


class ScannedFileError(DocxError):
    sentence = "这个 PDF 里没有文字，多半是扫描件。请找到原来的文档，或用识别软件转成文字后粘贴。"


class NoTextError(DocxError):
    sentence = "这个文件里没有文字。如果文字在图片或文本框里，请把它们改成普通段落后再导入。"


BY_NAME = {
    error.__name__: error
    for error in (
        DocxError,
        EmptyFileError,
        FileTooLargeError,
        NotWordError,
        ImageFileError,
        PdfFileError,
        OtherOfficeError,
        OldFormatError,
        NoOfficeError,
        ConversionError,
        EncryptedFileError,
        CorruptFileError,
        BombError,
        UnsafeFileError,
        TooManyParagraphsError,
        TooComplexError,
        ScannedFileError,
        NoTextError,
    )
}
