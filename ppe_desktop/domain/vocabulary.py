"""The field's enumerations: a stable code that is stored, and the French words a person reads.

Codes follow the national child-protection observation lists where one exists (annexe 2-8 CASF), so that nothing has to be
re-coded one day. Every list that describes a fact keeps :attr:`UNKNOWN`: forcing a value creates false data.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """An enumeration whose members carry the French label shown to people.

    Attributes:
        label: French words for the member.
    """

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make a member from its stored code and its French label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def label_of(cls, code: str | None) -> str:
        """Return the French words for a stored code; a free value prints as it was typed."""
        if not code:
            return ""
        member = cls._value2member_map_.get(code)
        return code if member is None else str(member.label)  # type: ignore[attr-defined]


class Sex(Choice):
    """Sex as civil status records it (annexe 2-8: 1, 2, 9)."""

    FEMALE = "F", "Fille"
    MALE = "M", "Garçon"
    UNKNOWN = "X", "Ne sait pas"


class Civility(Choice):
    """How a person is addressed; empty when a neutral wording is wanted."""

    MADAM = "MME", "Madame"
    SIR = "M", "Monsieur"
    NEUTRAL = "NEUTRE", "Sans civilité"


class DatePrecision(Choice):
    """How far a birth date is known."""

    EXACT = "EXACT", "Date exacte"
    MONTH = "MONTH", "Mois et année connus"
    YEAR = "YEAR", "Année seule connue"
    ASSESSED = "ASSESSED", "Date retenue (évaluation ou jugement)"
    UNKNOWN = "UNKNOWN", "Ne sait pas"


class DateSource(Choice):
    """Where a birth date comes from."""

    CIVIL_STATUS = "CIVIL", "Acte d’état civil"
    JUDGMENT = "JUGEMENT", "Jugement"
    DECLARED = "DECLARE", "Déclarée par l’enfant"
    UNKNOWN = "INCONNU", "Ne sait pas"


class Role(Choice):
    """What a person is to a child."""

    MOTHER = "MERE", "Mère"
    FATHER = "PERE", "Père"
    SECOND_PARENT = "SECOND_PARENT", "Second parent"
    STEP_PARENT = "BEAU_PARENT", "Beau-parent"
    GRANDPARENT = "GRAND_PARENT", "Grand-parent"
    SIBLING = "FRERE_SOEUR", "Frère ou sœur"
    UNCLE_AUNT = "ONCLE_TANTE", "Oncle ou tante"
    OTHER_FAMILY = "AUTRE_FAMILLE", "Autre membre de la famille"
    GUARDIAN = "TUTEUR", "Tuteur ou tutrice"
    DELEGATE = "DELEGATAIRE", "Délégataire de l’autorité parentale"
    AD_HOC = "ADMIN_AD_HOC", "Administrateur ad hoc"
    THIRD_PARTY = "TDC", "Tiers digne de confiance"
    VOLUNTEER_HOST = "ACCUEILLANT_BENEVOLE", "Accueillant bénévole"
    FOSTER_CARER = "ASSISTANT_FAMILIAL", "Assistant familial ou assistante familiale"
    KEY_WORKER = "EDUCATEUR", "Éducateur ou éducatrice de la structure"
    CASE_WORKER = "REFERENT_ASE", "Référent ou référente ASE"
    SUPERVISOR = "CADRE_ASE", "Cadre de l’ASE"
    PSYCHOLOGIST = "PSYCHOLOGUE", "Psychologue"
    DOCTOR = "MEDECIN", "Médecin"
    MATERNAL_HEALTH = "PMI", "Professionnel de PMI"
    TEACHER = "ENSEIGNANT", "Enseignant ou enseignante"
    CHILD_LAWYER = "AVOCAT_ENFANT", "Avocat ou avocate de l’enfant"
    PARENT_LAWYER = "AVOCAT_PARENT", "Avocat ou avocate d’un parent"
    JUDGE = "JUGE", "Juge"
    SPONSOR = "PARRAIN", "Parrain ou marraine"
    MENTOR = "MENTOR", "Mentor"
    TRUSTED_PERSON = "PERSONNE_CONFIANCE", "Personne de confiance"
    RESOURCE_PERSON = "PERSONNE_RESSOURCE", "Personne ressource"
    INTERPRETER = "INTERPRETE", "Interprète"
    CHILD_PSYCHIATRIST = "PEDOPSYCHIATRE", "Pédopsychiatre"
    DENTIST = "DENTISTE", "Dentiste"
    SPEECH_THERAPIST = "ORTHOPHONISTE", "Orthophoniste"
    FRIEND = "AMI", "Ami ou amie"
    OWN_CHILD = "SON_ENFANT", "Enfant dont il ou elle est parent"
    OTHER = "AUTRE", "Autre"


PARENT_ROLES = (Role.MOTHER, Role.FATHER, Role.SECOND_PARENT)
"""Roles that make a person a parent by filiation."""

SUPPORT_ROLES = (Role.SPONSOR, Role.MENTOR, Role.RESOURCE_PERSON)
"""Roles listed under sponsors, mentors and resource persons in the plan (D221-29; schéma, fiche 29)."""


HEALTH_ROLES = (
    Role.DOCTOR,
    Role.MATERNAL_HEALTH,
    Role.PSYCHOLOGIST,
    Role.CHILD_PSYCHIATRIST,
    Role.DENTIST,
    Role.SPEECH_THERAPIST,
)
"""Roles listed as practitioners in the health section."""


class YesNo(Choice):
    """Yes, no, or not known: never a forced answer."""

    YES = "OUI", "Oui"
    NO = "NON", "Non"
    UNKNOWN = "INCONNU", "Ne sait pas"


class AuthorityExercise(Choice):
    """How parental authority is exercised by a person (TITAP of annexe 2-8, and CC 371-1 to 387)."""

    JOINT = "CONJOINTE", "Exercice conjoint"
    SOLE = "SEUL", "Exercice seul"
    WITHDRAWN = "RETRAIT_EXERCICE", "Titulaire sans exercice"
    PARTIAL = "RETRAIT_PARTIEL", "Retrait partiel"
    TOTAL = "RETRAIT_TOTAL", "Retrait total"
    DELEGATED = "DELEGATION", "Délégation reçue"
    GUARDIANSHIP = "TUTELLE", "Tutelle"
    UNKNOWN = "INCONNU", "Ne sait pas"


class ContactKind(Choice):
    """Visiting and overnight rights (CC 375-7)."""

    FREE = "LIBRE", "Libre"
    VISIT = "VISITE", "Droit de visite"
    OVERNIGHT = "VISITE_HEBERGEMENT", "Droit de visite et d’hébergement"
    WITH_THIRD = "VISITE_TIERS", "Visite en présence d’un tiers (médiatisée)"
    MEETING_PLACE = "ESPACE_RENCONTRE", "Visite en espace de rencontre"
    CORRESPONDENCE = "CORRESPONDANCE_TEL", "Correspondance et téléphone"
    RESERVED = "RESERVE", "Droits réservés"
    SUSPENDED = "SUSPENDU", "Droits suspendus"
    JOINTLY_SET = "A_DEFINIR_CONJOINTEMENT", "À définir conjointement entre le service et les parents"
    UNKNOWN = "INCONNU", "Ne sait pas"


class DecisionKind(Choice):
    """Who takes the decision that founds the intervention."""

    JUDICIAL = "JUDICIAIRE", "Décision judiciaire"
    ADMINISTRATIVE = "ADMINISTRATIVE", "Décision administrative"
    UNKNOWN = "INCONNU", "Ne sait pas"


class MeasureType(Choice):
    """Legal basis of care, administrative then judicial (annexe 2-8 CASF, completed)."""

    AED = "AED", "Action éducative à domicile (AED)"
    AED_R = "AED_R", "Action éducative à domicile intensive ou renforcée"
    AED_H = "AED_H", "Action éducative à domicile avec hébergement périodique ou exceptionnel"
    AESF = "AESF", "Accompagnement en économie sociale et familiale (AESF)"
    TISF = "TISF", "Intervention d’un technicien de l’intervention sociale et familiale (TISF)"
    ACCUEIL_JOUR = "ACCUEIL_JOUR", "Accueil de jour"
    ACCUEIL_72H = "ACCUEIL_72H", "Accueil de 72 heures"
    ACCUEIL_5J = "ACCUEIL_5J", "Recueil provisoire de 5 jours"
    AP = "AP", "Accueil provisoire du mineur"
    AJM = "AJM", "Accueil provisoire du jeune majeur"
    AEJM = "AEJM", "Accompagnement du jeune majeur sans hébergement"
    PARENT_ENFANT = "PARENT_ENFANT", "Accueil parent-enfant (moins de 3 ans)"
    PUPILLE = "PUPILLE", "Pupille de l’État"
    ADB = "ADB", "Accueil durable et bénévole"
    AUTRE_ADM = "AUTRE_ADM", "Autre prestation administrative"
    MJIE = "MJIE", "Mesure judiciaire d’investigation éducative (MJIE)"
    AEMO = "AEMO", "Action éducative en milieu ouvert (AEMO)"
    AEMO_R = "AEMO_R", "Action éducative en milieu ouvert renforcée ou intensifiée"
    AEMO_H = "AEMO_H", "Action éducative en milieu ouvert avec hébergement"
    OPP_PARQUET = "OPP_PARQUET", "Ordonnance de placement provisoire du procureur"
    OPP_JE = "OPP_JE", "Ordonnance de placement provisoire du juge des enfants"
    PLACEMENT_ASE = "PLACEMENT_ASE", "Placement confié à l’aide sociale à l’enfance"
    PLACEMENT_DIRECT = "PLACEMENT_DIRECT", "Placement direct du juge"
    AUTRE_PARENT = "AUTRE_PARENT", "Enfant confié à l’autre parent"
    TDC = "TDC", "Enfant confié à un tiers digne de confiance"
    HOSPITALISATION = "HOSPITALISATION", "Hospitalisation ordonnée par le juge"
    AGBF = "AGBF", "Aide à la gestion du budget familial"
    DAP_PARTIELLE = "DAP_PARTIELLE", "Délégation partielle de l’autorité parentale"
    DAP_TOTALE = "DAP_TOTALE", "Délégation totale de l’autorité parentale"
    TUTELLE_DEPT = "TUTELLE_DEPT", "Tutelle déférée au département"
    TUTELLE_FAMILLE = "TUTELLE_FAMILLE", "Tutelle familiale"
    RETRAIT_AP = "RETRAIT_AP", "Retrait de l’autorité parentale"
    DELAISSEMENT = "DELAISSEMENT", "Déclaration judiciaire de délaissement parental"
    PJJ_PLACEMENT = "PJJ_PLACEMENT", "Placement de la protection judiciaire de la jeunesse"
    AUTRE_JUD = "AUTRE_JUD", "Autre mesure judiciaire"
    UNKNOWN = "INCONNU", "Ne sait pas"


class PlacementSetting(Choice):
    """Where the child lives (LIEUACC, LIEUPLAC of annexe 2-8)."""

    ASSISTANT_FAMILIAL = "ASSISTANT_FAMILIAL", "Famille d’accueil (assistant familial)"
    MECS = "MECS", "Maison d’enfants à caractère social (MECS)"
    FOYER_ENFANCE = "FOYER_ENFANCE", "Foyer de l’enfance"
    POUPONNIERE = "POUPONNIERE", "Pouponnière"
    VILLAGE_ENFANTS = "VILLAGE_ENFANTS", "Village d’enfants"
    LVA = "LVA", "Lieu de vie et d’accueil"
    CENTRE_PARENTAL = "CENTRE_PARENTAL", "Centre parental"
    TIERS = "TIERS", "Chez un tiers ou un membre de la famille"
    PARRAIN = "PARRAIN", "Chez un parrain ou une marraine"
    AUTONOME = "AUTONOME", "Hébergement autonome (appartement, foyer de jeunes travailleurs)"
    DOMICILE_SUIVI = "DOMICILE_SUIVI", "Chez ses parents (placement à domicile)"
    DOMICILE = "DOMICILE", "Chez ses parents"
    MEDICO_SOCIAL = "MEDICO_SOCIAL", "Établissement médico-social"
    SANITAIRE = "SANITAIRE", "Établissement de santé"
    INTERNAT = "INTERNAT", "Internat scolaire"
    ACCUEIL_JOUR = "ACCUEIL_JOUR", "Accueil de jour"
    PJJ = "PJJ", "Établissement de la protection judiciaire de la jeunesse"
    URGENCE = "URGENCE", "Accueil d’urgence"
    MNA_DISPOSITIF = "MNA_DISPOSITIF", "Dispositif pour mineurs non accompagnés"
    AUTRE = "AUTRE", "Autre lieu"
    NON_EXECUTE = "NON_EXECUTE", "Décision non mise en œuvre, faute de place"
    UNKNOWN = "INCONNU", "Ne sait pas"


class EndReason(Choice):
    """Why a measure, place or episode ended (MOTFININT)."""

    TERM = "ECHEANCE", "Échéance"
    EARLY = "MAINLEVEE", "Mainlevée"
    TRANSFER = "TRANSFERT_DEPT", "Transfert à un autre département"
    MAJORITY = "MAJORITE", "Majorité"
    EMANCIPATION = "EMANCIPATION", "Émancipation"
    ADOPTION = "ADOPTION", "Adoption"
    DEATH = "DECES", "Décès"
    MOVE = "DEMENAGEMENT", "Déménagement"
    IMPOSSIBLE = "IMPOSSIBLE", "Mise en œuvre impossible"
    NO_REASON = "PLUS_DE_MOTIF", "Motifs disparus"
    YOUNG_ADULT = "MESURE_JEUNE_MAJEUR", "Passage à une mesure jeune majeur"
    OTHER = "AUTRE", "Autre"
    UNKNOWN = "INCONNU", "Ne sait pas"


class SiblingKind(Choice):
    """How two children are siblings."""

    FULL = "GERMAIN", "Frère ou sœur"
    HALF_MOTHER = "DEMI_MERE", "Demi-frère ou demi-sœur, par la mère"
    HALF_FATHER = "DEMI_PERE", "Demi-frère ou demi-sœur, par le père"
    STEP = "RECOMPOSE", "Quasi-frère ou quasi-sœur (famille recomposée)"
    TWIN = "JUMEAU", "Jumeau ou jumelle"
    UNKNOWN = "INCONNU", "Ne sait pas"


class Speaker(Choice):
    """Whose words a statement keeps."""

    CHILD = "ENFANT", "L’enfant"
    MOTHER = "MERE", "La mère"
    FATHER = "PERE", "Le père"
    OTHER = "AUTRE", "Une autre personne"


class Means(Choice):
    """How the words were collected; supports by age are practice, none is imposed by law."""

    TALK = "ENTRETIEN", "Entretien"
    PHONE = "TELEPHONE", "Téléphone"
    LETTER = "LETTRE", "Lettre ou écrit"
    DRAWING = "DESSIN", "Dessin"
    WEATHER = "METEO", "Météo intérieure"
    HOUSES = "TROIS_MAISONS", "Trois maisons"
    QUESTIONNAIRE = "QUESTIONNAIRE", "Questionnaire"
    INTERPRETER = "INTERPRETE", "Entretien avec interprète"
    BABY = "OBSERVATION_BEBE", "Observation d’un bébé ou d’un tout-petit"
    OTHER = "AUTRE", "Autre"


class Sharing(Choice):
    """Who may read a statement in a document; nothing leaves the file before someone reviewed it."""

    FILE_ONLY = "DOSSIER", "Reste au dossier"
    JUDGE_ONLY = "JUGE", "Le juge seulement"
    ALL = "TOUS", "Peut être transmis"


class CollectionOutcome(Choice):
    """Whether words could be collected: silence is information too."""

    COLLECTED = "RECUEILLIE", "Parole recueillie"
    DECLINED = "REFUS", "N’a pas souhaité s’exprimer"
    NOT_MET = "NON_RENCONTRE", "N’a pas pu être rencontré"
    TOO_YOUNG = "TOUT_PETIT", "Tout-petit : observation"


class Domain(Choice):
    """The three statutory domains of the PPE (D223-15 CASF)."""

    HEALTH = "A", "Développement, santé physique et psychique"
    FAMILY = "B", "Relations avec la famille et les tiers"
    SCHOOL = "C", "Scolarité et vie sociale"


class PlanStatus(Choice):
    """A plan is a draft until it is finished."""

    DRAFT = "BROUILLON", "En préparation"
    FINISHED = "TERMINE", "Terminé"


class ObjectiveState(Choice):
    """Where an objective stands."""

    OPEN = "EN_COURS", "En cours"
    REACHED = "ATTEINT", "Atteint"
    PARTLY = "PARTIEL", "Partiellement atteint"
    DROPPED = "ABANDONNE", "Abandonné"


class ActionState(Choice):
    """Where an action stands."""

    TO_START = "A_ENGAGER", "À engager"
    RUNNING = "EN_COURS", "En cours"
    DONE = "FAITE", "Faite"
    DROPPED = "ABANDONNEE", "Abandonnée"


class ActionTarget(Choice):
    """For whom an action is carried out (D223-15)."""

    CHILD = "ENFANT", "L’enfant"
    PARENTS = "PARENTS", "Ses parents"
    ENVIRONMENT = "ENVIRONNEMENT", "Son environnement"


class SignerQuality(Choice):
    """In what quality a person signs the plan."""

    CHILD = "ENFANT", "L’enfant"
    MOTHER = "MERE", "La mère"
    FATHER = "PERE", "Le père"
    PARENT = "PARENT", "Titulaire de l’autorité parentale"
    GUARDIAN = "TUTEUR", "Tuteur ou délégataire"
    CASE_WORKER = "REFERENT", "Référent ou référente ASE"
    CARER = "LIEU_ACCUEIL", "Lieu d’accueil (a pris connaissance)"
    PRESIDENT = "PCD", "Président du conseil départemental ou délégataire"


class SignatureState(Choice):
    """What became of a signature that was proposed; a refusal never blocks the plan."""

    PENDING = "EN_ATTENTE", "En attente"
    SIGNED = "SIGNE", "Signé"
    REFUSED = "REFUSE", "A refusé de signer"
    DECLINED = "NON_SOUHAITE", "N’a pas souhaité signer"
    ABSENT = "ABSENT", "Absent"
    NOT_ASKED = "NON_SOLLICITE", "Non sollicité"
    TOO_YOUNG = "TROP_JEUNE", "Trop jeune pour signer"


class LinkKind(Choice):
    """Other documents the plan must agree with (D223-14)."""

    DIPC = "DIPC", "Document individuel de prise en charge (DIPC)"
    STAY = "CONTRAT_SEJOUR", "Contrat de séjour"
    FOSTER = "CONTRAT_ACCUEIL", "Contrat d’accueil de l’assistant familial"
    PPC = "PPC", "Plan personnalisé de compensation"
    PPS = "PPS", "Projet personnalisé de scolarisation (PPS)"
    PAP = "PAP", "Plan d’accompagnement personnalisé (PAP)"
    PAI = "PAI", "Projet d’accueil individualisé (PAI)"
    OTHER = "AUTRE", "Autre document"


class DeliveryMode(Choice):
    """How a document was handed over."""

    HAND = "MAIN", "En main propre"
    POST = "COURRIER", "Par courrier"
    REGISTERED = "LRAR", "Par lettre recommandée"
    MAIL = "COURRIEL", "Par courriel"
    OTHER = "AUTRE", "Autre"


class RecipientKind(Choice):
    """For whom a document is produced."""

    CHILD = "child", "L’enfant"
    MOTHER = "mother", "La mère"
    FATHER = "father", "Le père"
    PARENT = "parent", "Le second parent"
    JUDGE = "judge", "Le juge"
    CARE = "care", "Le lieu d’accueil"
    PERSON = "person", "Une autre personne"
    FILE = "file", "Le dossier du service"


class FileStatus(Choice):
    """Where a child's file stands; nothing is ever deleted by age (public archives)."""

    ACTIVE = "ACTIF", "Dossier suivi"
    CLOSED = "CLOS", "Dossier clos"
    TO_ARCHIVE = "A_ARCHIVER", "À verser aux archives"


class Closeness(Choice):
    """How near a person is to the child, as the child lives it: drawn on the picture of the entourage."""

    VERY_CLOSE = "TRES_PROCHE", "Très proche"
    CLOSE = "PROCHE", "Proche"
    DISTANT = "DISTANT", "Lien distant"
    CONFLICT = "CONFLIT", "Lien conflictuel"
    BROKEN = "ROMPU", "Lien rompu"
    UNKNOWN = "INCONNU", "Ne sait pas"


class TieKind(Choice):
    """What two persons of the entourage are to each other."""

    MARRIED = "MARIES", "Mariés"
    COUPLE = "COUPLE", "Vivent en couple"
    SEPARATED = "SEPARES", "Séparés"
    DIVORCED = "DIVORCES", "Divorcés"
    PARENT_OF = "PARENT_DE", "Est le parent de"
    SIBLINGS = "FRATRIE", "Frères ou sœurs"
    CONFLICT = "CONFLIT", "En conflit"
    OTHER = "AUTRE", "Autre lien"
    UNKNOWN = "INCONNU", "Ne sait pas"


class StayKind(Choice):
    """Why a child is at a place: several places at once are normal."""

    USUAL = "HABITUEL", "Accueil habituel"
    RELAY = "RELAIS", "Accueil relais"
    WEEKEND = "WEEK_END", "Week-ends"
    RESPITE = "REPIT", "Répit"
    EMERGENCY = "URGENCE", "Accueil d’urgence"
    HOLIDAYS = "VACANCES", "Vacances"
    UNKNOWN = "INCONNU", "Ne sait pas"


class AbsenceKind(Choice):
    """Where the child really is when not at the place of care; the placement and its delays run on."""

    RUNAWAY = "FUGUE", "Fugue"
    HOSPITAL = "HOSPITALISATION", "Hospitalisation"
    PRISON = "INCARCERATION", "Incarcération"
    STAY = "SEJOUR", "Séjour ailleurs"
    NOT_LOCATED = "NON_LOCALISE", "Non localisé"
    OTHER = "AUTRE", "Autre"
    UNKNOWN = "INCONNU", "Ne sait pas"


class LegalStatusKind(Choice):
    """The child's legal status, examined by the commission (CESSEC, L223-1 CASF)."""

    CONTRACTUAL = "ADMINISTRATIF", "Accueil administratif, avec l’accord des parents"
    EDUCATIVE = "ASSISTANCE_EDUCATIVE", "Assistance éducative"
    DELEGATION = "DELEGATION", "Délégation de l’autorité parentale"
    GUARDIANSHIP = "TUTELLE", "Tutelle"
    STATE_WARD = "PUPILLE", "Pupille de l’État"
    PROVISIONAL_WARD = "PUPILLE_PROVISOIRE", "Pupille de l’État à titre provisoire"
    NEGLECT = "DELAISSEMENT", "Délaissement parental déclaré"
    UNACCOMPANIED = "MNA", "Mineur non accompagné"
    EMANCIPATED = "EMANCIPE", "Mineur émancipé"
    YOUNG_ADULT = "JEUNE_MAJEUR", "Jeune majeur"
    UNKNOWN = "INCONNU", "Ne sait pas"


class ClassLevel(Choice):
    """Where a child is taught; free values are allowed."""

    NURSERY = "CRECHE", "Crèche ou assistante maternelle"
    TINY = "TPS", "Toute petite section"
    SMALL = "PS", "Petite section"
    MIDDLE = "MS", "Moyenne section"
    LARGE = "GS", "Grande section"
    CP = "CP", "CP"
    CE1 = "CE1", "CE1"
    CE2 = "CE2", "CE2"
    CM1 = "CM1", "CM1"
    CM2 = "CM2", "CM2"
    SIXTH = "6E", "Sixième"
    FIFTH = "5E", "Cinquième"
    FOURTH = "4E", "Quatrième"
    THIRD = "3E", "Troisième"
    SECOND = "2DE", "Seconde"
    FIRST = "1RE", "Première"
    LAST = "TERMINALE", "Terminale"
    CAP = "CAP", "CAP"
    VOCATIONAL = "BAC_PRO", "Baccalauréat professionnel"
    APPRENTICE = "APPRENTISSAGE", "Apprentissage"
    ULIS = "ULIS", "Dispositif ULIS"
    SEGPA = "SEGPA", "SEGPA"
    MEDICAL = "IME", "IME, ITEP ou autre établissement médico-social"
    HIGHER = "SUPERIEUR", "Enseignement supérieur"
    UNKNOWN = "INCONNU", "Ne sait pas"


class SchoolAttendance(Choice):
    """How the child attends (FREQSCO of annexe 2-8 CASF)."""

    NONE = "NON_INSCRIT", "Non inscrit"
    REGULAR = "REGULIERE", "Régulière"
    IRREGULAR = "IRREGULIERE", "Irrégulière"
    OUT = "DESCOLARISE", "Inscrit mais déscolarisé"
    EXCLUDED = "EXCLUSION", "Exclusion temporaire"
    UNKNOWN = "INCONNU", "Ne sait pas"


class SupportPlanKind(Choice):
    """Support at school."""

    PAP = "PAP", "Plan d’accompagnement personnalisé (PAP)"
    PPS = "PPS", "Projet personnalisé de scolarisation (PPS)"
    PAI = "PAI", "Projet d’accueil individualisé (PAI)"
    PPRE = "PPRE", "Programme personnalisé de réussite éducative (PPRE)"
    AESH = "AESH", "Accompagnement par un AESH"
    TUTORING = "SOUTIEN", "Soutien scolaire"
    OTHER = "AUTRE", "Autre"
    UNKNOWN = "INCONNU", "Ne sait pas"


class ActivityKind(Choice):
    """What a child does beside school."""

    SPORT = "SPORT", "Sport"
    CULTURE = "CULTURE", "Musique, danse, théâtre, arts"
    LEISURE = "LOISIRS", "Centre de loisirs"
    HOLIDAYS = "VACANCES", "Vacances, colonie, camp"
    CLUB = "ASSOCIATION", "Association, scoutisme"
    JOB = "EMPLOI", "Stage, emploi, engagement"
    OTHER = "AUTRE", "Autre"
    UNKNOWN = "INCONNU", "Ne sait pas"


class ActKind(Choice):
    """Acts that may need an authorisation; the split between usual and important is a setting of the département."""

    SURGERY = "CHIRURGIE", "Opération, anesthésie"
    PSYCHIATRY = "PSYCHIATRIE", "Soins psychiatriques ou psychologiques"
    TREATMENT = "TRAITEMENT", "Traitement long"
    VACCINE = "VACCINATION", "Vaccination non obligatoire"
    CARE = "SOINS_COURANTS", "Soins courants"
    SCHOOL = "ECOLE", "Inscription ou changement d’établissement scolaire"
    IDENTITY = "IDENTITE", "Carte d’identité, passeport, titre de séjour"
    ABROAD = "ETRANGER", "Voyage à l’étranger"
    TRIP = "SORTIE", "Sortie ou séjour en France"
    SPORT = "SPORT", "Pratique d’un sport"
    RELIGION = "RELIGION", "Pratique religieuse"
    PICTURE = "IMAGE", "Droit à l’image"
    PHONE = "TELEPHONE", "Téléphone, réseaux sociaux"
    HAIR = "COIFFURE", "Coiffure, apparence"
    OTHER = "AUTRE", "Autre acte"


class ActCategory(Choice):
    """Usual acts are the carer's (CC 373-4); important ones need the parents or the judge (CC 375-7)."""

    USUAL = "USUEL", "Acte usuel"
    IMPORTANT = "NON_USUEL", "Acte non usuel"
    UNKNOWN = "INCONNU", "Ne sait pas"


class Answer(Choice):
    """What became of a request for authorisation."""

    WAITING = "EN_ATTENTE", "En attente"
    GIVEN = "ACCORD", "Accord"
    REFUSED = "REFUS", "Refus"
    SILENT = "SANS_REPONSE", "Sans réponse"
    JUDGE = "JUGE", "Autorisé par le juge"
    UNKNOWN = "INCONNU", "Ne sait pas"


class HealthEventKind(Choice):
    """What happened for the child's health."""

    ENTRY = "BILAN_ENTREE", "Bilan de santé d’entrée"
    ANNUAL = "BILAN_ANNUEL", "Bilan de santé annuel"
    COMPULSORY = "EXAMEN_OBLIGATOIRE", "Examen obligatoire"
    CONSULTATION = "CONSULTATION", "Consultation"
    SPECIALIST = "SPECIALISTE", "Spécialiste"
    DENTAL = "DENTAIRE", "Dentiste"
    EYES = "OPHTALMO", "Ophtalmologiste"
    SPEECH = "ORTHOPHONIE", "Bilan d’orthophonie"
    PSYCHOLOGICAL = "PSYCHOLOGIQUE", "Bilan psychologique"
    PSYCHIATRY = "PEDOPSYCHIATRIE", "Pédopsychiatrie"
    HOSPITAL = "HOSPITALISATION", "Hospitalisation"
    EMERGENCY = "URGENCE", "Urgences"
    OTHER = "AUTRE", "Autre"
    UNKNOWN = "INCONNU", "Ne sait pas"


HEALTH_CHECKS = (HealthEventKind.ENTRY, HealthEventKind.ANNUAL)
"""Health events that count as a bilan de santé et de prévention."""


class FollowUpKind(Choice):
    """Care that goes on."""

    SPEECH = "ORTHOPHONIE", "Orthophonie"
    PSYCHOLOGIST = "PSYCHOLOGUE", "Suivi psychologique"
    PSYCHIATRY = "PEDOPSYCHIATRIE", "Pédopsychiatrie (CMP, hôpital de jour)"
    MOTOR = "PSYCHOMOTRICITE", "Psychomotricité"
    PHYSIO = "KINESITHERAPIE", "Kinésithérapie"
    OCCUPATIONAL = "ERGOTHERAPIE", "Ergothérapie"
    CAMSP = "CAMSP", "CAMSP ou CMPP"
    SESSAD = "SESSAD", "SESSAD"
    DENTAL = "ORTHODONTIE", "Orthodontie"
    SPECIALIST = "SPECIALISTE", "Spécialiste"
    OTHER = "AUTRE", "Autre"
    UNKNOWN = "INCONNU", "Ne sait pas"


class DisabilityRightKind(Choice):
    """Rights opened for a handicap or a long illness."""

    AEEH = "AEEH", "Allocation d’éducation de l’enfant handicapé (AEEH)"
    PCH = "PCH", "Prestation de compensation du handicap (PCH)"
    ORIENTATION = "ORIENTATION", "Orientation vers un établissement ou un service médico-social"
    AESH = "AESH", "Accompagnement par un AESH"
    SCHOOL = "ULIS", "Orientation scolaire (ULIS, SEGPA)"
    CARD = "CMI", "Carte mobilité inclusion (CMI)"
    WORKER = "RQTH", "Reconnaissance de la qualité de travailleur handicapé (RQTH)"
    ALD = "ALD", "Affection de longue durée (ALD)"
    OTHER = "AUTRE", "Autre droit"
    UNKNOWN = "INCONNU", "Ne sait pas"


class RightState(Choice):
    """Where the request for a right stands."""

    TO_ASK = "A_DEMANDER", "À demander"
    ASKED = "DEMANDE", "Demandé"
    GRANTED = "ACCORDE", "Accordé"
    REFUSED = "REFUSE", "Refusé"
    APPEAL = "RECOURS", "Recours en cours"
    UNKNOWN = "INCONNU", "Ne sait pas"


class Vaccine(Choice):
    """Vaccines of the calendar; free values are allowed."""

    DTP = "DTP", "Diphtérie, tétanos, poliomyélite"
    WHOOPING = "COQUELUCHE", "Coqueluche"
    HIB = "HIB", "Haemophilus influenzae b"
    HEPATITIS = "HEPATITE_B", "Hépatite B"
    PNEUMO = "PNEUMOCOQUE", "Pneumocoque"
    MENINGO = "MENINGOCOQUE", "Méningocoques"
    MMR = "ROR", "Rougeole, oreillons, rubéole"
    HPV = "HPV", "Papillomavirus (HPV)"
    BCG = "BCG", "BCG"
    OTHER = "AUTRE", "Autre"


class JournalKind(Choice):
    """What a line of the journal tells; the words come first, the label second."""

    NOTE = "NOTE", "Note"
    HOME_VISIT = "VISITE_DOMICILE", "Visite à domicile"
    CARE_VISIT = "VISITE_LIEU", "Visite sur le lieu d’accueil"
    INTERVIEW = "ENTRETIEN", "Entretien"
    CALL = "APPEL", "Appel téléphonique"
    LETTER = "COURRIER", "Courrier ou courriel"
    MEETING = "RENCONTRE", "Réunion"
    CONTACT = "VISITE_PARENT", "Rencontre avec un parent"
    SCHOOL = "ECOLE", "École"
    HEALTH = "SANTE", "Santé"
    INCIDENT = "INCIDENT", "Incident, alerte"
    GOOD_NEWS = "BONNE_NOUVELLE", "Bonne nouvelle, souvenir"
    OTHER = "AUTRE", "Autre"


class AttachmentKind(Choice):
    """What an attached document is."""

    DECISION = "DECISION", "Décision, jugement"
    REPORT = "RAPPORT", "Rapport, bilan écrit"
    LETTER = "COURRIER", "Courrier"
    HEALTH = "SANTE", "Document de santé"
    SCHOOL = "SCOLARITE", "Bulletin, document scolaire"
    IDENTITY = "IDENTITE", "Pièce d’identité, état civil"
    DRAWING = "DESSIN", "Dessin, écrit de l’enfant"
    PHOTO = "PHOTO", "Photo"
    OTHER = "AUTRE", "Autre"


class ContactFrequency(Choice):
    """How often the child really sees or hears a person (CONTMERE, CONTPERE of annexe 2-8 CASF)."""

    WEEKLY = "SEMAINE", "Chaque semaine ou plus"
    MONTHLY = "MOIS", "Chaque mois"
    HALF_YEARLY = "SEMESTRE", "Tous les six mois"
    YEARLY = "AN", "Une fois par an"
    NONE = "AUCUN", "Aucun contact"
    UNKNOWN = "INCONNU", "Ne sait pas"


class Danger(Choice):
    """What puts the child in danger or at risk (annexe 2-8 CASF, VI); free words are allowed for several at once."""

    HEALTH = "SANTE", "Santé"
    SAFETY = "SECURITE", "Sécurité"
    MORALITY = "MORALITE", "Moralité"
    EDUCATION = "EDUCATION", "Conditions d’éducation"
    DEVELOPMENT = "DEVELOPPEMENT", "Conditions de développement"
    SEXUAL = "VIOLENCES_SEXUELLES", "Violences sexuelles"
    PHYSICAL = "VIOLENCES_PHYSIQUES", "Violences physiques"
    PSYCHOLOGICAL = "VIOLENCES_PSYCHOLOGIQUES", "Violences psychologiques"
    NEGLECT = "NEGLIGENCES", "Négligences lourdes"
    UNKNOWN = "INCONNU", "Ne sait pas"


class ExitDestination(Choice):
    """Where the child goes at the end of an episode of care (SITAPML of annexe 2-8 CASF)."""

    FAMILY = "FAMILLE", "Retour en famille"
    AUTONOMY = "AUTONOMIE", "Autonomie"
    PRISON = "INCARCERATION", "Incarcération"
    OTHER_CARE = "AUTRE_PRISE_EN_CHARGE", "Autre prise en charge"
    UNKNOWN = "INCONNU", "Ne sait pas"


class AuthorityBasis(Choice):
    """What parental authority rests on; each code is its own words, for the words typed before the list existed."""

    LAW = "Loi", "Loi"
    FAMILY_JUDGE = "Décision du juge aux affaires familiales", "Décision du juge aux affaires familiales"
    DELEGATION = "Délégation", "Délégation"
    TOTAL_WITHDRAWAL = "Retrait total", "Retrait total"
    PARTIAL_WITHDRAWAL = "Retrait partiel", "Retrait partiel"
    EXERCISE_WITHDRAWAL = "Retrait de l’exercice", "Retrait de l’exercice"
    GUARDIANSHIP = "Tutelle", "Tutelle"
    ACT = "Autorisation pour un acte (CC 375-7)", "Autorisation pour un acte (CC 375-7)"
    UNKNOWN = "Ne sait pas", "Ne sait pas"


class AppointmentKind(Choice):
    """What is planned; free values are allowed."""

    VISIT = "VISITE", "Visite"
    INTERVIEW = "ENTRETIEN", "Entretien"
    PLAN_MEETING = "REUNION_PPE", "Réunion du projet pour l’enfant"
    REVIEW = "SYNTHESE", "Synthèse annuelle"
    MEETING = "REUNION", "Réunion"
    HEARING = "AUDIENCE", "Audience"
    HEALTH = "SANTE", "Rendez-vous de santé"
    SCHOOL = "ECOLE", "Rendez-vous à l’école"
    CONTACT = "VISITE_PARENT", "Rencontre avec un parent"
    WRITING = "ECRIT", "Écrit à préparer"
    INVITATION = "INVITATIONS", "Invitations à envoyer"
    OTHER = "AUTRE", "Autre"


class AppointmentState(Choice):
    """Where an appointment stands."""

    PLANNED = "PREVU", "Prévu"
    HELD = "TENU", "A eu lieu"
    CANCELLED = "ANNULE", "Annulé ou reporté"


class CompulsoryExam(Choice):
    """The compulsory medical examinations, by age (R2132-1 CSP; calendar in the settings of the service)."""

    D8 = "8_JOURS", "8 jours"
    W2 = "2_SEMAINES", "2e semaine"
    M1 = "1_MOIS", "Avant la fin du 1er mois"
    M2 = "2_MOIS", "2 mois"
    M3 = "3_MOIS", "3 mois"
    M4 = "4_MOIS", "4 mois"
    M5 = "5_MOIS", "5 mois"
    M6 = "6_MOIS", "6 mois"
    M9 = "9_MOIS", "9 mois"
    M12 = "12_MOIS", "12 mois"
    M13 = "13_MOIS", "13 mois"
    M16 = "16_18_MOIS", "16 à 18 mois"
    M24 = "24_25_MOIS", "24 à 25 mois"
    Y3 = "3_ANS", "3e année"
    Y4 = "4_ANS", "4e année"
    Y5 = "5_ANS", "5e année"
    Y6 = "6_ANS", "6e année"
    AT6 = "VERS_6_ANS", "Vers 6 ans"
    Y8 = "8_9_ANS", "8 à 9 ans"
    Y11 = "11_13_ANS", "11 à 13 ans"
    Y15 = "15_16_ANS", "15 à 16 ans"


class StepKind(Choice):
    """Steps and information that texts ask for and that no other record tells; the code is that of the act in the rules."""

    TRUSTED_PERSON = "trusted_person_told", "Information sur la personne de confiance"
    ALTERNATIVES = "alternatives", "Examen d’une autre mesure que le placement"
    PPE_SENT = "ppe_sent", "Projet transmis aux services concernés"
    AUTONOMY_FIRST = "autonomy_first", "Première évaluation de l’autonomie"
    AUTONOMY_INTERVIEW = "autonomy_interview", "Entretien des 17 ans"
    AUTONOMY_PLAN = "autonomy_plan", "Projet d’accès à l’autonomie"
    CENSUS = "census", "Recensement citoyen"
    DEFENCE_DAY = "defence_day", "Journée défense et citoyenneté"
    HEALTH_RIGHTS = "health_rights", "Carte Vitale, droits à l’assurance maladie"
    ARS = "ars_told", "Information sur l’allocation de rentrée scolaire mise de côté"
    YOUNG_ADULT = "young_adult_request", "Demande d’accompagnement jeune majeur"
    PERMIT = "permit_request", "Demande de titre de séjour"
    EXIT = "exit_interview", "Entretien six mois après la sortie"
    CESSEC = "cessec", "Examen de la situation par la commission (CESSEC)"
    NEGLECT = "neglect_examined", "Examen d’une demande de déclaration de délaissement"
    LIFE_PLACE = "life_place_visit", "Visite sur le lieu de vie, en présence de l’enfant"
    THIRD_PARTY = "third_party_support", "Entretien ou visite chez le tiers digne de confiance"
    UNACCOMPANIED_TOLD = "mna_told", "Information sur le titre de séjour et l’asile"
    PAPERS = "papers_18", "Papiers, compte en banque, impôts, logement"
    YOUNG_ADULT_PLAN = "young_adult_plan", "Projet d’accès à l’autonomie du jeune majeur"
    PARENTS_TOLD = "parents_told", "Parents et procureur prévenus d’un accueil en urgence"
    HEARING = "hearing_3y", "Audience du juge (placement de plus de deux ans)"


class Occasion(Choice):
    """On what occasion words were collected (R223-9 CASF: the conditions in which the opinion was collected)."""

    PLAN = "PPE", "Projet pour l’enfant"
    REVIEW = "SYNTHESE", "Synthèse annuelle"
    MOVE = "CHANGEMENT_LIEU", "Changement de lieu d’accueil"
    HEARING = "AUDIENCE", "Audience"
    AUTONOMY = "ENTRETIEN_17", "Entretien des 17 ans"
    CONTACT = "DROIT_VISITE", "Rencontres avec la famille"
    HEALTH = "SANTE", "Santé"
    SCHOOL = "ECOLE", "École"
    VISIT = "VISITE", "Visite"
    FREE = "LIBRE", "À sa demande, ou sans occasion particulière"
    UNKNOWN = "INCONNU", "Ne sait pas"


class ChildMark(Choice):
    """How the child marked the words once read back."""

    SIGNATURE = "SIGNATURE", "Signature"
    DRAWING = "DESSIN", "Dessin"
    SMILEY = "SMILEY", "Bonhomme, gommette"
    NONE = "RIEN", "Rien, à son choix"
    UNKNOWN = "INCONNU", "Ne sait pas"


class AlertTo(Choice):
    """Who is alerted at once of a danger (L226-4 CASF); nobody investigates."""

    CRIP = "CRIP", "Cellule de recueil des informations préoccupantes (CRIP)"
    PROSECUTOR = "PROCUREUR", "Procureur de la République"
    HEAD = "CADRE", "Cadre de l’aide sociale à l’enfance"
    JUDGE = "JUGE", "Juge des enfants"
    EMERGENCY = "URGENCES", "Police, SAMU, 119"
    OTHER = "AUTRE", "Autre"


class SketchKind(Choice):
    """What the child made on the page of his own."""

    WEATHER = "METEO", "Météo intérieure"
    HOUSES = "MAISONS", "Trois maisons"
    SCALE = "ECHELLE", "Échelle"
    DRAWING = "DESSIN", "Dessin"
    WORDS = "MOTS", "Mes mots"
    PICTURES = "IMAGES", "Images"


class VisitNoteKind(Choice):
    """What a line taken down during a visit is."""

    NOTE = "NOTE", "Note"
    CHILD = "ENFANT", "Parole de l’enfant"
    PARENT = "PARENT", "Parole d’un parent"
    OBSERVATION = "OBSERVATION", "Observation"
    HEALTH = "SANTE", "Santé"
    TASK = "A_FAIRE", "À faire"


class MeetingKind(Choice):
    """Meetings about a child."""

    PLAN = "PPE", "Réunion du projet pour l’enfant"
    REVIEW = "CONCERTATION_ANNUELLE", "Synthèse annuelle"
    EXCEPTIONAL = "CONCERTATION_EXCEPTIONNELLE", "Concertation exceptionnelle"
    FACILITY = "SYNTHESE_STRUCTURE", "Synthèse de la structure"
    FAMILY = "CONFERENCE_FAMILIALE", "Conférence familiale"
    HEALTH = "INSTANCE_SANTE", "Instance santé"
    CESSEC = "CESSEC", "Commission sur la situation et le statut de l’enfant (CESSEC)"
    OTHER = "AUTRE", "Autre réunion"
    UNKNOWN = "INCONNU", "Ne sait pas"


class Apart(Choice):
    """How parents who must not meet are received."""

    TOGETHER = "ENSEMBLE", "Ensemble"
    SLOTS = "DEUX_TEMPS", "En deux temps"
    ROOMS = "DEUX_SALLES", "Dans deux salles"
    REMOTE = "A_DISTANCE", "L’un des deux à distance"
    WRITTEN = "ECRIT", "Contribution écrite de l’un ou de l’autre"
    UNKNOWN = "INCONNU", "Ne sait pas"


class Presence(Choice):
    """Whether an invited person came."""

    EXPECTED = "ATTENDU", "Attendu"
    PRESENT = "PRESENT", "Présent"
    REMOTE = "A_DISTANCE", "À distance"
    EXCUSED = "EXCUSE", "Excusé"
    ABSENT = "ABSENT", "Absent"
    WRITTEN = "ECRIT", "Contribution écrite"
    UNKNOWN = "INCONNU", "Ne sait pas"


class InvitationAnswer(Choice):
    """What an invited person answered."""

    NONE = "SANS_REPONSE", "Pas encore de réponse"
    COMES = "VIENT", "Vient"
    DECLINES = "NE_VIENT_PAS", "Ne vient pas"
    RETURNED = "NPAI", "Courrier revenu (n’habite pas à l’adresse indiquée)"
    UNKNOWN = "INCONNU", "Ne sait pas"


class Agreement(Choice):
    """Whether the child or a parent agrees with an objective."""

    AGREES = "ACCORD", "D’accord"
    PARTLY = "RESERVE", "D’accord en partie"
    DISAGREES = "DESACCORD", "Pas d’accord"
    NOT_SAID = "NON_DIT", "N’a pas souhaité se prononcer"
    UNKNOWN = "INCONNU", "Ne sait pas"


class AutonomyTheme(Choice):
    """Themes of the interview at 17 and of the autonomy plan (L222-5-1; six needs of R222-6 CASF)."""

    PATH = "PARCOURS", "Mon parcours"
    HOUSING = "LOGEMENT", "Logement"
    RESOURCES = "RESSOURCES", "Ressources et budget"
    HEALTH = "SANTE", "Santé"
    WORK = "ETUDES_EMPLOI", "Études, formation, emploi"
    PAPERS = "PAPIERS", "Papiers et droits"
    SUPPORT = "ACCOMPAGNEMENT", "Accompagnement au quotidien"
    NETWORK = "ENTOURAGE", "Les personnes qui comptent"
    PROUD = "FIER", "Ce dont je suis fier"
    WORRIES = "INQUIETUDES", "Ce qui m’inquiète"


class AutonomyRight(Choice):
    """Rights told to the young person at the interview."""

    YOUNG_ADULT = "JEUNE_MAJEUR", "Accompagnement jusqu’à 21 ans, et droit au retour"
    SAVINGS = "ALLOCATION_RENTREE", "Allocation de rentrée scolaire mise de côté"
    FILE = "ACCES_DOSSIER", "Accès à son dossier"
    TRUSTED = "PERSONNE_CONFIANCE", "Personne de confiance"
    HEALTH = "SANTE", "Couverture santé à 18 ans"
    COMPLAINTS = "RECOURS", "Réclamations et recours, Défenseur des droits"
    YOUTH_CONTRACT = "CEJ", "Contrat d’engagement jeune"
    PERMIT = "TITRE_SEJOUR", "Titre de séjour ou asile"
    AFTER = "APRES_SORTIE", "Entretien six mois après la sortie"


class PaperKind(Choice):
    """Papers to have at 18."""

    IDENTITY = "IDENTITE", "Carte d’identité ou passeport"
    BIRTH = "ACTE_NAISSANCE", "Acte de naissance"
    HEALTH_CARD = "CARTE_VITALE", "Carte Vitale"
    CENSUS = "RECENSEMENT", "Recensement citoyen"
    DEFENCE = "JDC", "Journée défense et citoyenneté"
    BANK = "BANQUE", "Compte en banque"
    TAX = "IMPOTS", "Numéro fiscal"
    HOUSING = "LOGEMENT", "Demande de logement"
    PERMIT = "TITRE_SEJOUR", "Titre de séjour"
    OTHER = "AUTRE", "Autre"


class PaperState(Choice):
    """Where a paper stands."""

    MISSING = "A_FAIRE", "À faire"
    ASKED = "DEMANDE", "Demandé"
    HELD = "OBTENU", "Obtenu"
    NOT_NEEDED = "SANS_OBJET", "Sans objet"
    UNKNOWN = "INCONNU", "Ne sait pas"
