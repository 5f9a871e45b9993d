"""What the window says, in the person's language; numbers and dates in their locale's way."""

from collections.abc import Mapping
from datetime import datetime
from string import Formatter
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, Qt, QTranslator
from typing_extensions import override

from engine.phrases import Phrase
from resources import resource

LANGUAGES = ("en", "de")
"""Languages that are complete; English is the language of the source."""


def tr(template: str, /, **values: object) -> str:
    """Say a sentence of the application; ``template`` must be a literal.

    Args:
        template: The English sentence, its values named in braces.
        values: The values; numbers are written in the locale's way. Text stands as it is, for it
            may be what somebody typed: what the engine or the contract words goes through
            :func:`said` first.
    """
    return _filled(_OfPeople(), QCoreApplication.translate("app", template), values)


def said(text: str) -> str:
    """Say what the engine worded: a phrase, an advice, or a text of the contract.

    What is in no catalogue, such as the labels of a site's own contract, is said as it stands.
    """
    if isinstance(text, Phrase):
        template = QCoreApplication.translate("engine", text.template)
        return _filled(_OfTheEngine(), template, text.values)
    contracts = _of_contract(text)
    return QCoreApplication.translate("engine", text) if contracts == text else contracts


def said_of_package(sentence: str, template: str, values: Mapping[str, object]) -> str:
    """Say a sentence that stands in a package, in this language where the program knows it.

    A template from outside is filled in only where the program has the same one in its catalogue,
    and where it gives that sentence in English.
    """
    if QCoreApplication.translate("engine", template) == template:
        return sentence
    try:
        phrased = Phrase(template, values)
    except (ValueError, LookupError, TypeError, AttributeError):
        return sentence
    return said(phrased) if phrased == sentence else sentence


def number(value: float, decimals: int) -> str:
    """Write a number with a fixed count of decimals, its sign the true minus."""
    return _true_minus(QLocale().toString(float(value), "f", decimals))


def plain_number(value: float, digits: int = 15) -> str:
    """Write a number as short as it can be, with so many digits at most."""
    return _true_minus(QLocale().toString(float(value), "g", digits))


def signed(value: float, decimals: int) -> str:
    """Write a number with its sign in any case."""
    text = number(value, decimals)
    return text if value < 0 or text.startswith("\N{MINUS SIGN}") else f"+{text}"


def moment(at: datetime) -> str:
    """Write a date and time of day in the machine's time zone."""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def time_of_day(at: datetime) -> str:
    """Write a time of day in the machine's time zone."""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)


def speak(language: str) -> QTranslator | None:
    """Let the application speak a language from now on; what is shown must be made again.

    Args:
        language: A locale's name such as ``de_AT`` or ``en``; unknown ones speak English.

    Returns:
        The translator that was installed, for :func:`forget`; None for English.
    """
    locale = QLocale(language)
    QLocale.setDefault(locale)
    short = QLocale.languageToCode(locale.language())
    application = QCoreApplication.instance()
    if application is None or short == "en" or short not in LANGUAGES:
        return None
    translator = QTranslator(application)
    if not translator.load(str(resource(f"translations/wardcast_{short}.qm"))):
        message = f"the catalogue of {short} is not there"
        raise FileNotFoundError(message)
    application.installTranslator(translator)
    # Qt's own words, such as those of the menu in a field; without them they are English.
    words_of_qt = QTranslator(translator)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words_of_qt.load(f"qtbase_{short}", folder):
        application.installTranslator(words_of_qt)
    return translator


def forget(translator: QTranslator | None) -> None:
    """Take a language out of use."""
    if translator is None:
        return
    for one in (translator, *translator.findChildren(QTranslator)):
        QCoreApplication.removeTranslator(one)
    translator.deleteLater()


def direction() -> Qt.LayoutDirection:
    """Where writing begins in the language that is spoken."""
    return QLocale().textDirection()


class _OfPeople(Formatter):
    """Fills a template: phrases are said, numbers localised, text left alone."""

    @override
    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Phrase):
            value = said(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return format(value, format_spec)
        if format_spec.endswith("g") or not format_spec:
            return plain_number(value, int(format_spec[1:-1] or 6) if format_spec else 15)
        text = _localised(format(value, format_spec))
        # In English the sign stands close by the number, in other languages a space before it.
        apart = text.endswith("%") and QLocale().language() != QLocale.Language.English
        return f"{text[:-1]}\N{NO-BREAK SPACE}%" if apart else text


class _OfTheEngine(_OfPeople):
    """Translates words of the contract too, none of its own: a name may be that of a role."""

    @override
    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str) and not isinstance(value, Phrase):
            value = _of_contract(value)
        return super().format_field(value, format_spec)


def _of_contract(text: str) -> str:
    return QCoreApplication.translate("contract", text)


def _localised(text: str) -> str:
    locale = QLocale()
    signs = str.maketrans({",": locale.groupSeparator(), ".": locale.decimalPoint()})
    return _true_minus(text.translate(signs))


def _filled(formatter: Formatter, template: str, values: Mapping[str, object]) -> str:
    return formatter.vformat(template, (), values) if values else template


def _true_minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}", 1) if text.startswith("-") else text
