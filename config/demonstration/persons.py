"""The participants of the demonstration: nobody of them exists.

Their fiscal codes only carry the right check sign, and their bank, 99999, is no bank.
"""

from datetime import date
from typing import NamedTuple

from schwifty import IBAN

from people.identity import Identity
from people.languages import Language

EN, FR, AR, IT = Language.ENGLISH, Language.FRENCH, Language.ARABIC, Language.ITALIAN
TOWNS = {"PUGLIA": "Foggia", "SICILIA": "Ragusa"}


class Person(NamedTuple):
    """An invented participant; with an account, the person applies and signs alone."""

    given_name: str
    family_name: str
    born: str
    place: str
    fiscal_code: str
    language: Language
    partner: str = "PUGLIA"
    has_account: bool = True
    other_names: str = ""

    @property
    def full_name(self) -> str:
        """Return the name with the word that says that it is invented."""
        return f"{self.given_name} {self.family_name} ({self._invented})"

    def identity(self, number: int) -> Identity:
        """Return who the person would be."""
        return Identity(
            given_name=self.given_name,
            family_name=f"{self.family_name} ({self._invented})",
            other_names=self.other_names,
            birth_date=date.fromisoformat(self.born),
            birth_place=self.place,
            sex=self._sex,
            fiscal_code=self.fiscal_code,
            phone=f"+39 000 {number:07d}",
            email=f"{self.given_name.lower()}@example.invalid",
            address=f"Via Inventata {number}, {TOWNS[self.partner]}",
        )

    @property
    def _sex(self) -> str:
        """Return what the day of birth in the fiscal code says: women's days are above 40."""
        return "F" if self.fiscal_code[9] in "4567" else "M"

    @property
    def _invented(self) -> str:
        return "inventata" if self._sex == "F" else "inventato"


PERSONS = (
    # the finished operation
    Person("Lamin", "Jallow", "1985-05-05", "Gambia", "JLLLMN85E05Z317S", EN, "SICILIA", False),
    Person("Khadija", "Bouzid", "1990-08-16", "Algeria", "BZDKDJ90M56Z301T", AR, "SICILIA", False,
           "خديجة بوزيد"),
    Person("Emmanuel", "Boateng", "1992-12-24", "Ghana", "BTNMNL92T24Z318A", EN, "PUGLIA", False),
    Person("Adama", "Sanogo", "1996-06-06", "Burkina Faso", "SNGDMA96H06Z354K", FR, "SICILIA",
           False),
    # the present operation
    Person("Hassan", "El Idrissi", "1987-03-28", "Marocco", "LDRHSN87C28Z330F", AR, "PUGLIA", False,
           "حسن الإدريسي"),
    Person("Awa", "Ndiaye", "1994-07-07", "Senegal", "NDYWAA94L47Z343H", FR),
    Person("Samir", "Benali", "1994-03-12", "Marocco", "BNLSMR94C12Z330M", AR,
           other_names="سمير بن علي"),
    Person("Amina", "Diallo", "1998-07-25", "Guinea", "DLLMNA98L65Z319E", FR),
    Person("John", "Adeyemi", "1990-01-19", "Nigeria", "DYMJHN90A19Z335Y", EN, "SICILIA"),
    Person("Mariam", "Coulibaly", "1992-10-05", "Costa d'Avorio", "CLBMRM92R45Z313G", FR),
    Person("Fatou", "Sarr", "1995-09-14", "Senegal", "SRRFTA95P54Z343M", FR),
    Person("Kofi", "Mensah", "1988-06-30", "Ghana", "MNSKFO88H30Z318Y", EN),
    Person("Moussa", "Keita", "1991-04-22", "Mali", "KTEMSS91D22Z329H", FR, has_account=False),
    Person("Aminata", "Traoré", "1999-12-01", "Mali", "TRRMNT99T41Z329L", FR, has_account=False),
    Person("Ibrahim", "Ceesay", "1993-08-08", "Gambia", "CSYBHM93M08Z317G", EN, has_account=False),
    Person("Omar", "Farouk", "1989-11-20", "Egitto", "FRKMRO89S20Z336D", AR,
           other_names="عمر فاروق"),
    Person("Blessing", "Okafor", "1996-05-17", "Nigeria", "KFRBSS96E57Z335W", EN, "SICILIA", False),
    Person("Precious", "Eze", "2000-02-11", "Nigeria", "ZEEPCS00B51Z335Y", EN),
    Person("Yasmine", "Haddad", "1997-02-03", "Tunisia", "HDDYMN97B43Z352H", AR,
           other_names="ياسمين حداد"),
    # the side procedures of the present operation
    Person("Salma", "Chaoui", "1998-02-14", "Marocco", "CHASLM98B54Z330W", AR,
           other_names="سلمى الشاوي"),
    Person("Ousmane", "Barry", "1995-11-03", "Guinea", "BRRSMN95S03Z319R", FR),
    Person("Idris", "Osman", "1992-06-21", "Sudan", "SMNDRS92H21Z348O", AR,
           other_names="إدريس عثمان"),
    Person("Zainab", "Kargbo", "1990-09-09", "Sierra Leone", "KRGZNB90P49Z344S", EN),
    Person("Tesfay", "Gebre", "1997-01-30", "Eritrea", "GBRTFY97A30Z368O", EN, "SICILIA"),
    Person("Mamadou", "Sow", "1993-05-18", "Senegal", "SWOMMD93E18Z343S", FR),
    Person("Rokia", "Cissé", "1996-12-12", "Mali", "CSSRKO96T52Z329S", FR),
    Person("Yusuf", "Conteh", "1989-03-07", "Sierra Leone", "CNTYSF89C07Z344M", EN),
    Person("Grace", "Owusu", "1994-08-25", "Ghana", "WSOGRC94M65Z318Z", EN, "SICILIA"),
    Person("Kwame", "Asante", "1991-10-10", "Ghana", "SNTKWM91R10Z318L", EN),
)  # fmt: skip
BY_NAME = {person.given_name.lower(): person for person in PERSONS}
NUMBERS = {person.given_name.lower(): number for number, person in enumerate(PERSONS, start=1)}


def iban(number: int) -> str:
    """Return an account of the bank 99999, which does not exist, with right check digits."""
    made = IBAN.generate("IT", bank_code="99999", branch_code="99999", account_code=f"{number:012}")
    return str(made.compact)
