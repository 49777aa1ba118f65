"""The guess whether a text reads as English."""

import json
import re
import subprocess
import sys
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from infra.local.people import People
from shared.domain.language import language_of_cv, reads_as_english

Case = dict[str, Any]

CASES: dict[str, list[Case]] = json.loads((Path(__file__).parents[1] / "cases" / "english.json").read_text("utf-8"))
STATEMENTS, CVS = CASES["statements"], CASES["cvs"]
#: Not in English, yet taken for it: Spanish full of English terms; short CVs with English titles.
PASSED = {"spanish_english_terms", "cv_spanish_english_title", "cv_ponce_spanish", "cv_hamburg"}
#: In English, yet doubted: two of the CVs that consist of Spanish and Hawaiian names.
DOUBTED = {"cv_ponce_hospitals", "cv_hawaiian_programs"}

ENGLISH = [
    "I am a first-generation student from rural New Mexico. My research on CAR-T toxicity and immunotherapy taught me "
    "how much I still have to learn, and a mentor in hematology would help me to plan my residency.",
    "RESEARCH AND SERVICE: I HAVE WORKED WITH THE TUMOR BOARD OF OUR HOSPITAL AND WANT TO DO MORE OF IT.",
    "Mi abuela used to say that medicine is a promise. When she was treated for lymphoma I saw what that means, and "
    "since then I have wanted to be the physician who explains it to families like ours, in English y en español.",
]
OTHER = {
    "Spanish": "Siempre quise estudiar medicina, porque mi abuela tuvo cáncer y viajamos muchas horas para llegar al "
    "hospital. Ahora busco a una persona que me ayude a elegir la oncología y a servir a mi comunidad.",
    "Portuguese": "Desde criança eu queria ser médica, porque a minha avó teve câncer e nós precisávamos viajar muito "
    "para chegar ao hospital. Hoje estudo medicina e procuro uma pessoa que me ajude a escolher a oncologia.",
    "French": "Depuis mon enfance je veux devenir médecin, parce que ma grand-mère a souffert d'un cancer et que nous "
    "avons dû voyager des heures pour la faire soigner. On me dit que c'est un long chemin, mais j'en suis certain.",
    "German": "Seit meiner Kindheit will ich Ärztin werden, weil meine Großmutter an Krebs erkrankt war und wir also "
    "stundenlang fahren mussten. In der Forschung habe ich gelernt, was man im Alltag einer Klinik so alles braucht.",
    "Italian": "Fin da bambina volevo studiare medicina, perché mia nonna si ammalò di cancro e dovevamo viaggiare a "
    "lungo per le cure. Oggi cerco una guida che mi aiuti a scegliere la specialità in oncologia con passione.",
    "Dutch": "Al sinds mijn jeugd wil ik arts worden, omdat mijn oma kanker had en we uren moesten reizen naar het "
    "ziekenhuis. Nu zoek ik iemand die me helpt om een goede keuze te maken voor mijn opleiding in de oncologie.",
    "Chinese": "我从小就想当医生 因为我的祖母得了癌症 我们不得不走很远的路看病。现在我在医学院学习 希望找到一位导师。",
    "Arabic": "منذ طفولتي أردت أن أصبح طبيبة لأن جدتي أصيبت بالسرطان وكان علينا أن نسافر ساعات طويلة للعلاج",
    "Haitian Creole": "Depi m te piti mwen te vle vin doktè paske grann mwen te gen kansè e nou te oblije vwayaje "
    "anpil èdtan pou nou jwenn tretman. Jodi a m ap etidye medsin e m ap chèche yon konseye.",
}


@pytest.mark.parametrize("text", ENGLISH, ids=lambda text: text[:20])
def test_english_prose_reads_as_english(text: str) -> None:
    assert reads_as_english(text) is True


def test_statements_of_applicants_read_as_what_they_are(people: People) -> None:
    assert [reads_as_english(people.applicant().form["statement"]) for _ in range(9)] == [True] * 9
    assert reads_as_english(people.applicant("spanish").form["statement"]) is False


@pytest.mark.parametrize("language", sorted(OTHER))
def test_prose_of_another_language_does_not(language: str) -> None:
    assert reads_as_english(OTHER[language]) is False


def test_statements_read_as_what_they_are() -> None:
    wrong = {case["id"] for case in STATEMENTS if reads_as_english(case["text"]) is not case["english"]}
    assert wrong == PASSED & {case["id"] for case in STATEMENTS}


def test_cvs_read_as_what_they_are() -> None:
    wrong = {case["id"] for case in CVS if (language_of_cv(case["text"]) == "english") is not case["english"]}
    assert wrong == (PASSED | DOUBTED) & {case["id"] for case in CVS}


@pytest.mark.parametrize("case", STATEMENTS, ids=itemgetter("id"))
def test_capital_letters_change_nothing(case: Case) -> None:
    assert reads_as_english(case["text"].upper()) is reads_as_english(case["text"])


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("", True),
        ("   \n", True),
        ("Oncology.", True),
        ("Quiero ser médica.", True),
        ("12345 67890", True),
        ("siete palabras no bastan para decidir nada", True),
        ("Soy " + "e" * 76, True),
        (
            "Soy una estudiante de medicina y quiero ser oncóloga, porque mi abuela tuvo cáncer y murió muy joven.",
            False,
        ),
        ("I am a medical student from Puerto Rico and I would like to be an oncologist for my own community.", True),
        ("医生 ab", True),
        ("医生医 ab", False),
        ("我想当医生", False),
        ("أريد أن أصبح طبيبة", False),
        ("Ἰατρὸς βούλομαι γενέσθαι", False),
    ],
)
def test_text_too_short_to_tell_passes_unless_it_is_in_another_script(text: str, english: bool) -> None:
    assert reads_as_english(text) is english


NOISE = {
    "control characters": "\x00\x01\x0b\x0c\x1f\x7f\x85",
    "a lone surrogate": "\ud800",
    "noncharacters": "\ufffe\ufdd0\U0010ffff",
    "private use, as bullets of a font": "\uf0b7\ue000",
    "separators": "\u2028\u2029",
    "marks of direction and joiners": "\u202e\u2066\u200b\u200d\ufeff\u00ad",
    "emoji": "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "what looks like a tag": "<b n<50 & p>0.05",
    "addresses": " https://example.edu/estudiantes/de-la-cruz?q=cancer+de+mama ana.de.la.cruz@salud.example.edu ",
}


@pytest.mark.parametrize("noise", NOISE)
def test_noise_neither_stops_the_guess_nor_changes_it(noise: str) -> None:
    for text, english in ((ENGLISH[0], True), (OTHER["Spanish"], False)):
        assert reads_as_english(NOISE[noise].join(re.split("(?= )", text))) is english


def test_rest_of_the_domain_needs_no_pycld2() -> None:
    code = "import sys; import shared.domain.eligibility; sys.exit('pycld2' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


ENGLISH_CVS = [
    """Maria de la Cruz, San Juan, PR. EDUCATION University of Puerto Rico School of Medicine, MD expected May 2026;
    Universidad de Puerto Rico, Río Piedras, BS Biology 2018-2022. RESEARCH Comprehensive Cancer Center, 2021-2023:
    outcomes of patients with breast cancer. PUBLICATIONS de la Cruz M, Rivera J, et al. Disparities in time to
    treatment for colorectal cancer. SKILLS Spanish (native), R, REDCap.""",
    """Education: Howard University College of Medicine, MD, 2026; Spelman College, BS Chemistry, 2021. Experience:
    Research assistant, Lakeside Cancer Center, 2020-2022; EMT volunteer 2018. Awards: Dean's list. Skills: R, SPSS.""",
    "Skills Python SPSS Phlebotomy Languages English French Awards Scholar 2019 Chicago IL DO MIT jordan@example.com",
]
OTHER_CVS = {
    "Portuguese": "Formação: Universidade de São Paulo, Faculdade de Medicina. Experiência: iniciação científica no "
    "Instituto do Câncer, estudo dos resultados de pacientes. Idiomas: português e inglês.",
    "French": "Formation : Faculté de médecine de l'Université de Montréal. Expérience : assistante de recherche au "
    "centre hospitalier, étude des résultats des patientes. Langues : français et anglais.",
    "German": "Ausbildung: Medizinische Fakultät der Universität Heidelberg. Erfahrung: Hilfskraft am "
    "Forschungszentrum, Studie zu den Ergebnissen von Patientinnen mit Brustkrebs und Lungenkrebs.",
    "Haitian Creole": "Edikasyon: Inivèsite Leta Ayiti, Fakilte Medsin ak Famasi. Eksperyans: asistan rechèch nan "
    "lopital la, etid sou pasyan ki gen kansè nan tete. Lang: kreyòl, franse ak angle.",
    "Tagalog": "Edukasyon: Unibersidad ng Pilipinas, Kolehiyo ng Medisina. Karanasan: katulong sa pananaliksik sa "
    "ospital ng mga may kanser. Mga wika: Tagalog at Ingles.",
    "Vietnamese": "Học vấn: Đại học Y Hà Nội, khoa Y, 2018-2024. Kinh nghiệm: trợ lý nghiên cứu tại bệnh viện ung "
    "bướu, nghiên cứu kết quả điều trị. Ngôn ngữ: tiếng Việt và tiếng Anh.",
    "Chinese": "教育背景 北京大学医学部 临床医学 二零一八年至二零二四年 科研经历 肿瘤医院研究助理 乳腺癌患者预后研究 "
    "语言 中文 英文 获奖情况 国家奖学金 优秀学生干部 志愿服务",
    "Russian": "Образование: Московский университет, факультет медицины. Опыт: научный сотрудник в центре онкологии.",
}


@pytest.mark.parametrize("text", ENGLISH_CVS, ids=lambda text: text[:20])
def test_cv_in_english_reads_as_english_though_it_is_no_prose(text: str) -> None:
    assert language_of_cv(text) == "english"


@pytest.mark.parametrize("language", sorted(OTHER_CVS))
def test_cv_in_another_language_does_not(language: str) -> None:
    assert language_of_cv(OTHER_CVS[language]) == "other"


@pytest.mark.parametrize("text", ["", " \n", "1 of 2", "Scanned with an app, page 1", "\u2022 \u2022 2019 - 2023"])
def test_cv_without_text_to_speak_of_is_unread(text: str) -> None:
    assert language_of_cv(text) == "unread"
