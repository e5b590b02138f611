"""The whole plan, in order."""

from __future__ import annotations

from functools import partial

from faults import attacks, damage, disks, doors, erasure, floors, kills, power, traces
from faults.campaign import Campaign

CAMPAIGNS = (
    Campaign(
        "F1", "arrêt brutal (kill -9) du programme pendant qu’il enregistre, joint et note", kills.services, 60, 1000
    ),
    Campaign("F2", "coupure de courant, disque reconstruit à un instant quelconque", power.play, 250, 5000),
    Campaign("F3a", "arrêt brutal pendant l’écriture du fichier de clés", kills.keys, 60, 500),
    Campaign("F3b", "arrêt brutal pendant la remise en place d’une sauvegarde", kills.restoring, 60, 500),
    Campaign("F3c", "arrêt brutal pendant un rechiffrement de la base", kills.rotating, 60, 500),
    Campaign("F3d", "arrêt brutal pendant un passage de version de la base", kills.upgrading, 60, 500),
    Campaign(
        "F4",
        "entrée-sortie en échec à chaque pas : enregistrer, joindre, sauvegarder, changer de phrase, exporter, ouvrir",
        disks.failing,
        240,
        6000,
        8,
    ),
    Campaign(
        "F5",
        "disque plein au milieu d’un enregistrement, d’une pièce, d’une sauvegarde, d’un export, du fichier de clés",
        disks.full,
        20,
        200,
    ),
    Campaign("F5b", "clé USB de la base retirée puis remise, programme ouvert", disks.pulled_out, 5, 60, 1),
    Campaign("F6", "base abîmée : bits, coupures, pages échangées, fichiers remplacés", damage.corrupted, 60, 1000),
    Campaign(
        "F7", "sauvegarde dont un octet change ; remise en place sur une machine neuve", damage.backups, 20, 200, 4
    ),
    Campaign("F8", "base plus ancienne mise à la place de la base", damage.rolled_back, 8, 40),
    Campaign(
        "F9", "deux programmes sur une base, arrêt du premier, marque d’un autre ordinateur", doors.two_programs, 4, 40
    ),
    Campaign("F10", "horloge reculée, avancée, nuits de changement d’heure", doors.clock, 12, 50),
    Campaign("A1", "phrases fausses, d’une lettre à 1 024, accents composés ou non", doors.wrong_secrets, 100, 100),
    Campaign("A2", "fichier de clés forgé ou abîmé", doors.headers, 3000, 20000, 300),
    Campaign(
        "A3-A4",
        "une journée entière, des services et des fenêtres, finie par un plantage, un arrêt brutal, un disque plein : recherche en clair",
        traces.day,
        4,
        12,
    ),
    Campaign("A5", "mémoire du programme après verrouillage", traces.memory, 1, 5),
    Campaign(
        "A6",
        "modèles hostiles : chaque expression interdite à chaque endroit d’un modèle",
        attacks.templates,
        150,
        10000,
    ),
    Campaign("A6b", "modèles Word modifiés au hasard", partial(attacks.mutated, "modèle"), 1000, 50000),
    Campaign("A7", "textes hostiles écrits dans un document", attacks.values, 300, 20000),
    Campaign("A8", "documents sans fin, de deux gigaoctets, processus tué", attacks.runaway, 6, 15),
    Campaign(
        "A9a",
        "pièces jointes modifiées au hasard : ce qu’elles sont",
        partial(attacks.mutated, "pièce"),
        2000,
        50000,
    ),
    Campaign("A9b", "PDF modifiés au hasard, montrés", partial(attacks.mutated, "pdf"), 1500, 50000),
    Campaign("A9c", "documents Word reçus modifiés au hasard, montrés", partial(attacks.mutated, "word"), 800, 50000),
    Campaign("A9d", "images modifiées au hasard", partial(attacks.mutated, "image"), 2000, 50000),
    Campaign("A9e", "manifestes de sauvegarde modifiés au hasard", partial(attacks.mutated, "manifeste"), 2000, 50000),
    Campaign(
        "A10",
        "noms qu’un tableur prendrait pour des formules, dans le journal remis en tableau",
        traces.formulas,
        20,
        200,
    ),
    Campaign("A11", "lignes du journal modifiées, retirées, échangées, coupées", damage.journal, 12, 60, 6),
    Campaign("A12", "dossier effacé, cherché dans toutes les pages déchiffrées", erasure.erased, 3, 40),
    Campaign(
        "A13",
        "verrouillage automatique devant de vraies fenêtres",
        partial(floors.in_the_suite, tests=("tests/gui/test_locking.py",), control="idleness or gesture_after"),
        1,
        1,
    ),
    Campaign("A15", "versions des bibliothèques sous leur plancher", floors.versions, 1, 1),
)

LATER: tuple[tuple[str, str], ...] = (("A16", "Windows : à la main à chaque version, rien n’y est compté ici"),)
"""What waits for a part of the program that is not there, or for another system."""
