"""Why the database cannot be used and what to do, for the staff, by ``store_<cause>`` (``hall.errors.StoreCause``)."""

from __future__ import annotations

from types import MappingProxyType

STORE_SENTENCES: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "store_away": (
            "Basis data tidak menjawab. Periksa server basis data dan jaringan.",
            "The database does not answer. Check the database server and the network.",
        ),
        "store_password": (
            "Basis data menolak akun atau kata sandi mesin ini. Perbaiki [database] url di config.toml.",
            "The database refuses this machine's account or password. Put [database] url in config.toml right.",
        ),
        "store_no_database": (
            "Basis data dengan nama ini tidak ada di server. Periksa nama di [database] url, config.toml.",
            "The server has no database of this name. Check the name in [database] url of config.toml.",
        ),
        "store_no_hall": (
            "Basis data ini belum berisi data MPP. Periksa namanya di config.toml, atau jalankan “hall init”.",
            "This database holds no hall yet. Check its name in config.toml, or run “hall init”.",
        ),
        "store_schema_old": (
            "Basis data lebih lama daripada program ini. Jalankan “hall init” satu kali untuk memperbaruinya.",
            "The database is older than this program. Run “hall init” once to bring it up to date.",
        ),
        "store_schema_new": (
            "Basis data lebih baru daripada program ini. Pasang program versi baru di mesin ini.",
            "The database is newer than this program. Install the new version on this machine.",
        ),
        "store_no_right": (
            "Akun basis data mesin ini tidak berhak melakukannya. Minta pengelola basis data memberi hak.",
            "This machine's database account may not do this. Ask who keeps the database to grant the right.",
        ),
        "store_read_only": (
            "Basis data hanya dapat dibaca. Tulis alamat server utama di config.toml, atau buka untuk ditulisi.",
            "The database can only be read. Write the address of the primary server, or open it for writing.",
        ),
        "store_encoding": (
            "Basis data tidak dapat menyimpan semua huruf. Buat basis data baru dengan pengodean UTF8.",
            "The database cannot store every letter. Make a new one with the encoding UTF8.",
        ),
        "store_no_file": (
            "Berkas basis data tidak ada atau tidak dapat ditulisi. Periksa foldernya, hak akses, dan ruang disk.",
            "The database's file is missing or cannot be written. Check its folder, its rights and the disk's space.",
        ),
        "store_damaged": (
            "Berkas basis data rusak. Pulihkan dari cadangan.",
            "The database is damaged. Restore it from a backup.",
        ),
        "store_busy": (
            "Program lain menahan basis data. Catatan program menyebut yang mana.",
            "Another program holds the database. The log says which one.",
        ),
    }
)
