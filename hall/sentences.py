"""Every sentence that a rule can say, by a stable code, in Indonesian and English."""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from types import MappingProxyType

from hall.dates import clock_text, date_text
from hall.store_sentences import STORE_SENTENCES
from hall.wording import Counted

SENTENCES: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        **STORE_SENTENCES,
        # Refusals
        "unknown_service": (
            "Layanan {service} tidak dikenal.",
            "There is no service {service}.",
        ),
        "unknown_counter": (
            "Loket {counter} tidak dikenal.",
            "There is no counter {counter}.",
        ),
        "unknown_zone": (
            "Zona {zone} tidak dikenal. Yang ada: {known}.",
            "There is no zone {zone}; there are {known}.",
        ),
        "unknown_ticket": ("Nomor {number} tidak ada hari ini.", "There is no number {number} today."),
        "number_needed": ("Tulis nomornya, misalnya A-042.", "No number was given; write it as A-042."),
        "request_id": (
            "ID permintaan {request} tidak bisa dipakai. Pakai paling banyak {longest} huruf, angka, atau tanda ASCII.",
            "The request id {request} cannot be used; take at most {longest} letters, digits and signs of ASCII.",
        ),
        "ambiguous_number": (
            "{number} bisa berarti {numbers}. Ketik dengan tanda hubung, misalnya {first}.",
            "{number} may mean {numbers}. Type it with its hyphen, such as {first}.",
        ),
        "unknown_user": ("Petugas {login} tidak dikenal.", "There is no member of staff {login}."),
        "user_exists": ("Nama masuk {login} sudah dipakai.", "The login {login} is already taken."),
        "wrong_pin": ("Nama pengguna atau PIN salah. Coba lagi.", "The login or the PIN is wrong. Try again."),
        "pin_locked": (
            "Terlalu sering salah. Coba lagi setelah {wait}, atau minta penyelia mengakhiri jedanya.",
            "Wrong too often. Try again in {wait}, or ask a supervisor to end the pause.",
        ),
        "weak_pin": ("PIN harus 4 sampai 12 angka.", "A PIN has 4 to 12 digits."),
        "pin_short": (
            "PIN baru harus sedikitnya {digits} angka.",
            "A new PIN has at least {digits} digits.",
        ),
        "pin_common": (
            "PIN ini mudah ditebak. Pilih yang tanpa angka berulang, urutan, tahun, tanggal, atau nama masuk.",
            "This PIN is easily guessed. Choose one without repeated digits, sequences, years, dates or the login.",
        ),
        "no_station_pin": (
            "Mesin {station} belum punya PIN. Teknisi: jalankan `hall station pin {station}`.",
            "The station {station} has no PIN yet. Technician: run `hall station pin {station}`.",
        ),
        "unknown_station": (
            "Mesin {station} tidak dikenal. Yang ada: {known}.",
            "There is no station {station}; there are {known}.",
        ),
        "counter_taken": (
            "Loket {counter} sedang dipakai {name}.",
            "Counter {counter} is in use by {name}.",
        ),
        "busy_elsewhere": (
            "Anda masih melayani {number} di loket {counter}. Selesaikan dahulu di sana.",
            "You are still serving {number} at counter {counter}. Finish there first.",
        ),
        "sign_out_busy": (
            "{number} masih di loket ini. Selesaikan dahulu sebelum keluar.",
            "{number} is still at this counter. Finish before you sign out.",
        ),
        "not_signed_in": ("Loket ini belum dibuka petugas.", "Nobody is signed in at this counter."),
        "nobody_called": (
            "Belum ada nomor di loket {counter}. Panggil nomor berikutnya dahulu.",
            "No number is at counter {counter}. Call the next number first.",
        ),
        "nobody_waits": ("Tidak ada yang menunggu.", "Nobody is waiting."),
        "wrong_state": (
            "{number} {state}, jadi tidak bisa {action}.",
            "{number} is {state}, so it cannot be {action}.",
        ),
        "changed_meanwhile": (
            "{number} baru saja diubah rekan Anda. Lihat keadaannya, lalu coba lagi.",
            "{number} was just changed by a colleague. Look at it and try again.",
        ),
        "closed_now": ("{service} tidak memberi nomor: {why}.", "{service} is not giving numbers now: {why}."),
        "day_closed": (
            "Hari layanan {day} sudah ditutup. Nomor diberikan lagi pada hari layanan berikutnya.",
            "The business day {day} is closed. Numbers are given again on the next business day.",
        ),
        "day_already_open": ("Hari layanan {day} sudah dibuka.", "The business day {day} is already open."),
        "clock_far_ahead": (
            "Nomor belum bisa diberikan: hari layanan {day} masih terbuka, tetapi komputer menunjukkan {today}. "
            "Petugas perlu memeriksa jamnya.",
            "No numbers yet: the business day {day} is still open, but the computer says {today}. The staff must check "
            "its clock.",
        ),
        "date_used": (
            "Tanggal {day} sudah punya hari layanannya sendiri. Pilih tanggal lain.",
            "{day} has had its own business day. Choose another date.",
        ),
        "no_open_day": ("Tidak ada hari layanan yang terbuka.", "No business day is open."),
        "day_not_later": (
            "Nomor belum bisa diberikan: menurut komputer hari ini {day}, tetapi hari layanan terakhir {last}. Petugas "
            "perlu memeriksa jamnya.",
            "No numbers yet: the computer says {day}, but the last business day was {last}. The staff must check its "
            "clock.",
        ),
        "day_far_ahead": (
            "Nomor belum bisa diberikan: menurut komputer hari ini {day}, jauh sesudah hari layanan terakhir, {last}. "
            "Petugas perlu memeriksa jamnya.",
            "No numbers yet: the computer says {day}, long after the last business day, {last}. The staff must check "
            "its clock.",
        ),
        "request_reused": (
            "Permintaan {request} sudah dipakai untuk hal lain.",
            "Request id {request} was already used for something else.",
        ),
        "retires_waiting": (
            "{kind} {id} masih punya {count} nomor yang belum selesai.",
            "{kind} {id} still has {count:unfinished number|unfinished numbers}; it cannot be retired now.",
        ),
        "prefix_taken": (
            "Nomor {prefix} pernah diberikan layanan {service}; awalan tidak diberikan kepada layanan lain. Kalau ini "
            'layanan yang sama dengan nama baru, tulis id = "{service}" di bawah namanya di config.toml; kalau bukan, '
            "pilih awalan lain.",
            "Visitors have had numbers {prefix} of service {service}; a prefix is never given to another service. If "
            'this is the same service under a new name, write id = "{service}" below its name in config.toml; else '
            "choose another prefix.",
        ),
        "archives_many": (
            "Ini akan mengarsipkan {what}. Periksa dengan `hall apply --dry-run`; `--yes` tetap melakukannya.",
            "This would archive {what}. `hall apply --dry-run` shows it; `--yes` does it all the same.",
        ),
        "no_hall": (
            "Basis data belum berisi struktur MPP. Jalankan `hall apply config.toml`.",
            "The database holds no hall yet. Run `hall apply config.toml`.",
        ),
        "quota_used": (
            "Kuota {service} hari ini, {quota} nomor, sudah habis.",
            "All {quota:number|numbers} of {service} for today have been given.",
        ),
        "other_day": (
            "{number} dari hari layanan {day}, yang sudah selesai. Ambil nomor baru.",
            "{number} belongs to the business day {day}, which is over. Take a new number.",
        ),
        "reason_needed": ("Tulis alasannya.", "Give a reason."),
        "name_needed": ("Tulis namanya.", "Give a name."),
        "text_long": (
            "Teks terlalu panjang. Tulis paling banyak {longest} huruf.",
            "The text is too long; write at most {longest} characters.",
        ),
        "text_undrawn": (
            "Layar tidak dapat menampilkan {sign}. Tulis dengan huruf dan tanda Latin, tanpa gambar.",
            "The screens cannot show {sign}; write letters and signs of Latin script, no pictures.",
        ),
        "text_sign": (
            'Teks berisi tanda yang tidak terlihat ({sign}) di "{text}"; ketik ulang.',
            'The text has a sign that cannot be seen ({sign}) in "{text}"; type it anew.',
        ),
        "text_accent": (
            'Teks berisi aksen tanpa huruf ({sign}) di "{text}"; ketik ulang.',
            'The text has an accent that is part of no letter ({sign}) in "{text}"; type it anew.',
        ),
        "obstacle_needed": (
            "Pilih kendala yang membuat layanan ini belum selesai.",
            "Choose the obstacle that kept this service from being completed.",
        ),
        "unknown_obstacle": (
            "Kendala {obstacle} tidak dikenal. Yang ada: {known}.",
            "There is no obstacle {obstacle}; there are: {known}.",
        ),
        "unknown_outcome": (
            "Hasil {outcome} tidak dikenal. Yang ada: {known}.",
            "There is no outcome {outcome}; there are: {known}.",
        ),
        "no_target": (
            "Pilih layanan atau loket tujuan.",
            "Choose the service or the counter to transfer to.",
        ),
        "already_there": (
            "{number} sudah menunggu untuk {service}. Pilih layanan atau loket lain.",
            "{number} is already a number of {service}. Choose another service or a counter.",
        ),
        "counter_unattended": (
            "Di loket {counter} sekarang tidak ada petugas. Alihkan ke layanannya.",
            "Nobody is at counter {counter} now. Transfer to its service instead.",
        ),
        "not_served_here": (
            "{number} bukan layanan loket {counter}. Alihkan dahulu ke loket ini.",
            "{number} is not of the services of counter {counter}. Transfer it to this counter first.",
        ),
        "ended_elsewhere": (
            "{number} diakhiri di loket {counter}. Hanya loket itu yang dapat mengembalikannya ke antrean.",
            "{number} was ended at counter {counter}. Only that counter can let it back into the queue.",
        ),
        "counter_paused": (
            "Loket {counter} {why}. Buka kembali loket dahulu.",
            "Counter {counter} is {why}. Resume first.",
        ),
        "counter_closed": (
            "Loket {counter} sedang ditutup: {why}.",
            "Counter {counter} is closed: {why}.",
        ),
        "pause_busy": (
            "{number} masih di loket ini. Selesaikan dahulu sebelum istirahat atau menutup loket.",
            "{number} is still at this counter. Finish before a break or closing.",
        ),
        "unknown_pause": (
            "Jeda {kind} tidak dikenal. Yang ada: {known}.",
            "There is no pause {kind}; there are: {known}.",
        ),
        "pause_over": (
            "Akhir jeda harus sesudah sekarang.",
            "The end of a pause must lie ahead.",
        ),
        "not_paused": ("Loket {counter} tidak sedang istirahat atau ditutup.", "Counter {counter} is not paused."),
        "nothing_to_undo": (
            "Tidak ada tindakan loket {counter} yang bisa ditarik kembali.",
            "Counter {counter} has no action to take back.",
        ),
        "undo_too_late": (
            "Tindakan terakhir sudah lebih dari {seconds} detik, jadi tidak bisa ditarik kembali.",
            "The last action is more than {seconds:second|seconds} ago, so it cannot be taken back.",
        ),
        "unknown_scope": (
            "Lingkup {scope} tidak dikenal. Yang ada: {known}.",
            "There is no scope {scope}; there are: {known}.",
        ),
        "unknown_closure": ("Penutupan {closure} tidak ada.", "There is no closing {closure}."),
        "closure_over": ("Akhir penutupan harus sesudah mulainya dan sesudah sekarang.", "A closing must end later."),
        "closure_decided": (
            "Penutupan {closure} sudah diputuskan atau sudah berakhir.",
            "Closing {closure} was already decided or has ended.",
        ),
        "needs_supervisor": ("Hanya penyelia yang boleh memutuskan ini.", "Only a supervisor may decide this."),
        "unknown_booking": ("Reservasi {booking} tidak ada.", "There is no booking {booking}."),
        "booking_used": (
            "Reservasi {booking} sudah dipakai atau dibatalkan.",
            "Booking {booking} was already used or cancelled.",
        ),
        "booking_other_day": (
            "Reservasi {booking} untuk {day}.",
            "Booking {booking} is for {day}.",
        ),
        "booking_past": ("Waktu reservasi harus sesudah sekarang.", "A booking must lie ahead."),
        "paper_not_later": (
            "Nomor {prefix} terakhir adalah {last}. Nomor kertas harus lebih besar.",
            "The last number of {prefix} is {last}; a paper number to go on from must be larger.",
        ),
        "paper_too_far": (
            "Dari {last} ke {wanted} ada lebih dari {limit} nomor. Periksa nomornya.",
            "From {last} to {wanted} are more than {limit:number|numbers}. Check the number.",
        ),
        "paper_waiting": (
            "Nomor kertas yang masih menunggu harus antara {first} dan {last}.",
            "The first paper number that still waits must be between {first} and {last}.",
        ),
        # What the staff must know
        "alarm_clock_behind": (
            "Jam mundur {minutes} menit dari nomor terakhir. Nomor tetap berlanjut; periksa jam komputer. Bila jam "
            'benar, penyelia menekan "Jam benar".',
            "The clock is {minutes} min behind the last number. Numbers go on; check the machine's clock. If it is "
            'right, a supervisor presses "The clock is right".',
        ),
        "alarm_codes_changed": (
            "Nomor berubah karena jam tadi salah ({count}): {codes}. Beri tahu pengunjungnya dan cetak salinan "
            "slipnya.",
            "Numbers have changed because the clock was wrong ({count}): {codes}. Tell their visitors and print a copy "
            "of the slip.",
        ),
        "alarm_clock_ahead": (
            "Kios belum memberi nomor: hari layanan {day} masih terbuka, tetapi jam menunjukkan {today}. Perbaiki jam "
            'komputer; bila jamnya benar, penyelia menekan "Jam benar".',
            "Kiosks give no numbers: the business day {day} is still open, but the clock says {today}. Put the "
            'machine\'s clock right; if it is right, a supervisor presses "The clock is right".',
        ),
        "alarm_day_far_ahead": (
            "Kios belum memberi nomor: jam menunjukkan {day}, jauh sesudah hari layanan terakhir, {last}. Perbaiki jam "
            'komputer; bila jamnya benar, penyelia menekan "Jam benar".',
            "Kiosks give no numbers: the clock says {day}, long after the last business day, {last}. Put the machine's "
            'clock right; if it is right, a supervisor presses "The clock is right".',
        ),
        "alarm_day_not_later": (
            "Kios belum memberi nomor: jam menunjukkan {day}, tetapi hari layanan terakhir {last}. Perbaiki jam "
            'komputer; bila jamnya benar, penyelia menekan "Jam benar".',
            "Kiosks give no numbers: the clock says {day}, but the last business day was {last}. Put the machine's "
            'clock right; if it is right, a supervisor presses "The clock is right".',
        ),
        "alarm_clock_lost": (
            "Jam komputer menunjukkan {today}: baterai jamnya mungkin habis. Setel tanggal dan jam sebelum nomor "
            "pertama.",
            "The machine's clock says {today}: its battery may be empty. Set date and time before the first number.",
        ),
        "alarm_days_skipped": (
            "Sejak hari layanan {last} ada hari buka yang terlewat, dan jam menunjukkan {today}. Periksa tanggal "
            "komputer sebelum nomor pertama.",
            "Since the business day {last} an open day was skipped, and the clock says {today}. Check the machine's "
            "date before the first number.",
        ),
        "alarm_day_over": (
            "Hari layanan {day} belum ditutup ({count} nomor belum selesai) dan segera berakhir sendiri. Bila jam "
            'komputer salah, perbaiki sekarang; bila benar, penyelia dapat menekan "Jam benar".',
            "The business day {day} was not closed ({count:number|numbers} unfinished) and soon ends by itself. If the "
            'machine\'s clock is wrong, put it right now; if it is right, a supervisor can press "The clock is right".',
        ),
        "alarm_day_ahead": (
            "Hari layanan bertanggal {day}, tetapi jam menunjukkan {today}. Nomor tetap berlanjut. Bila jam benar, "
            'penyelia menekan "Jam benar"; bila salah, perbaiki jamnya.',
            "The business day is dated {day}, but the clock says {today}. Numbers go on. If the clock is right, a "
            'supervisor presses "The clock is right"; if it is wrong, put it right.',
        ),
        "alarm_day_in_doubt": (
            "Sebuah hari layanan yang dibuka dengan jam salah kini bertanggal {day}. Bila benar, penyelia menekan "
            '"Jam benar".',
            "A business day that was opened by a wrong clock is now dated {day}. If that is right, a supervisor "
            'presses "The clock is right".',
        ),
        "alarm_timezone": (
            "Zona waktu diubah dari {before} ke {now}. Hari layanan ini tetap berjalan menurut zona lama.",
            "The time zone was changed from {before} to {now}. This business day goes on by the old one.",
        ),
        "alarm_unattended": (
            "{count} orang menunggu {service} ({prefix}), tetapi tidak ada loketnya yang dibuka petugas.",
            "Waiting for {service} ({prefix}): {count}. But nobody is signed in at its counters.",
        ),
        "alarm_pin_login": (
            "PIN {login} {count} kali salah, terakhir di {station}. Tanya petugasnya; penyelia bisa mengakhiri jeda.",
            "The PIN of {login} was wrong {count:time|times}, the last time at {station}. Ask its owner; a supervisor "
            "can end the pause.",
        ),
        "alarm_pin_station": (
            "Di {station} {count} kali masuk dengan PIN yang salah. Lihat siapa di sana.",
            "At {station} {count:wrong PIN was|wrong PINs were} typed. See who is there.",
        ),
        "alarm_pin_station_pin": (
            "PIN halaman petugas di {station} {count} kali salah. Lihat siapa di sana.",
            "The PIN of the staff page of {station} was wrong {count:time|times}. See who is there.",
        ),
        # What the printer of a station needs; the codes are those of hall.printing.answers.Problem.
        "printer_unreachable": (
            "Printer {station} tidak terhubung. Periksa listrik dan kabelnya.",
            "The printer of {station} cannot be reached. Check its power and cable.",
        ),
        "printer_silent": (
            "Printer {station} tidak menjawab. Matikan lalu nyalakan lagi.",
            "The printer of {station} does not answer. Switch it off and on.",
        ),
        "printer_untried": (
            "Printer {station} belum dikalibrasi, jadi kertas tidak dicetak. Buka halaman petugas di mesin itu, sentuh "
            "“Uji printer”. Atau teknisi: `hall printer calibrate {station}`.",
            "The printer of {station} was never calibrated, so no slips are printed. Open the staff page at that "
            "machine and touch “Test the printer”. Or a technician: `hall printer calibrate {station}`.",
        ),
        "printer_paper_out": (
            "Kertas {station} habis. Pasang gulungan baru.",
            "{station} is out of paper. Put in a new roll.",
        ),
        "printer_cover_open": (
            "Tutup printer {station} terbuka. Tutup sampai berbunyi klik.",
            "The printer cover of {station} is open. Close it until it clicks.",
        ),
        "printer_cutter": (
            "Pisau printer {station} macet. Buka tutup, keluarkan kertas yang tersangkut, tutup lagi.",
            "The cutter of {station} is blocked. Open the cover, remove the jammed paper and close it.",
        ),
        "printer_error": (
            "Printer {station} melaporkan kesalahan. Matikan lalu nyalakan lagi.",
            "The printer of {station} reports an error. Switch it off and on.",
        ),
        "printer_offline": (
            "Printer {station} tidak siap. Tekan tombol FEED, atau matikan lalu nyalakan lagi.",
            "The printer of {station} is off-line. Press its feed key, or switch it off and on.",
        ),
        "printer_stalled": (
            "Printer {station} berhenti di tengah. Periksa kertas, tutup dan listriknya.",
            "The printer of {station} stopped halfway. Check its paper, cover and power.",
        ),
        "printer_setup": (
            "Printer {station} belum bisa dipakai. Teknisi: jalankan `hall printer status {station}` di mesin itu.",
            "The printer of {station} cannot be used yet. Technician: run `hall printer status {station}` there.",
        ),
        "alarm_slip_missing": (
            "Pengunjung {numbers} melapor kertasnya tidak keluar di {station}. Bantu mereka dan periksa printernya.",
            "Visitors {numbers} say that no paper came out at {station}. Help them, and look at the printer.",
        ),
        "alarm_station_silent": (
            "{station} tidak memberi kabar sejak {at}. Periksa apakah mesinnya menyala.",
            "{station} has not been heard of since {at}. Check whether it is switched on.",
        ),
        "alarm_paper_low": (
            "Kertas {station} tinggal kira-kira {count} lembar. Siapkan gulungan baru.",
            "{station} has paper for about {count:more slip|more slips}. Have a new roll ready.",
        ),
        "alarm_paper_near_end": (
            "Kertas {station} hampir habis. Siapkan gulungan baru.",
            "The paper of {station} is near its end. Have a new roll ready.",
        ),
        # What a machine needs
        "alarm_writer_hangs": (
            "{program} di {station} menahan basis data sejak {at}; tidak ada yang bisa menulis. Tutup program itu "
            "(proses {pid}) atau nyalakan ulang mesinnya.",
            "{program} at {station} has kept everybody from writing since {at}. End that program (process {pid}), or "
            "restart its machine.",
        ),
        "alarm_writer_stopped": (
            "{program} di {station} berhenti sambil menahan basis data sejak {at}; tidak ada yang bisa menulis. "
            "Teknisi: `kill -CONT {pid}`, atau nyalakan ulang mesinnya.",
            "{program} at {station} was stopped and has kept everybody from writing since {at}. Technician: `kill "
            "-CONT {pid}`, or restart its machine.",
        ),
        "alarm_writer_foreign": (
            "Program lain ({program}, proses {pid}) menahan basis data; tidak ada yang bisa menulis. Tutuplah.",
            "Another program ({program}, process {pid}) keeps everybody from writing to the database. Close it.",
        ),
        "alarm_same_name": (
            "{count} mesin memakai nama {station}. Matikan yang salah, atau beri nama lain. Teknisi: {where}.",
            "{count} machines call themselves {station}. Switch the wrong one off, or give it another name ({where}).",
        ),
        "same_name_elsewhere": (
            "Mesin lain sudah memakai nama {station} ({where}). Beri mesin ini nama lain (name di [station] pada "
            "config.toml), atau matikan mesin yang lain.",
            "Another machine has the name {station} already ({where}). Give this machine another name (name in "
            "[station] of config.toml), or switch the other one off.",
        ),
        "same_name_here": (
            "Program ini sudah berjalan di mesin ini dengan nama {station} (proses {pid}). Tutup yang lain dahulu.",
            "This program runs on this machine already with the name {station} (process {pid}). Close the other one "
            "first.",
        ),
        # What a board needs
        "board_silent": (
            "Papan {station} tidak memberi kabar sejak {at}. Periksa apakah layarnya menyala.",
            "The board {station} has not been heard of since {at}. Check whether it is switched on.",
        ),
        "board_mute": (
            "Papan {station} tidak bersuara. Periksa pengeras suara dan kabelnya, atau panggil langsung.",
            "The board {station} makes no sound. Check its loudspeaker and cable, or call people yourself.",
        ),
        "board_no_voice": (
            "Papan {station} hanya berbunyi bel: paket suaranya tidak bisa dipakai. Teknisi: `hall boards`.",
            "The board {station} only chimes: its voice pack cannot be used. Technician: hall boards.",
        ),
        "board_too_small": (
            "Nomor di papan {station} terlalu kecil untuk kursi terjauh. Teknisi: jalankan `mpp-display --check`.",
            "The numbers of the board {station} are too small for the farthest seat. Technician: mpp-display --check.",
        ),
        "board_media": (
            "Ada video atau gambar yang tidak bisa diputar di papan {station}. Antrean tetap tampil.",
            "A video or picture cannot be played on the board {station}. The queue is shown all the same.",
        ),
        "unknown_agency": (
            "Instansi {agency} tidak dikenal.",
            "There is no agency {agency}.",
        ),
        "unknown_announcement": (
            "Tidak ada pengumuman nomor {announcement}.",
            "There is no announcement {announcement}.",
        ),
        "unknown_announcement_kind": (
            "Jenis pengumuman {kind} tidak dikenal. Yang ada: {known}.",
            "There is no kind of announcement {kind}; there are {known}.",
        ),
        "announcement_text": (
            "Pengumuman perlu judul dan paling banyak {lines} baris, masing-masing paling panjang {longest} huruf.",
            "An announcement needs a title and at most {lines:line|lines}, each of at most {longest} characters.",
        ),
        "announcement_undrawn": (
            "Papan tidak dapat menampilkan {sign}. Tulis dengan huruf dan tanda Latin, tanpa gambar.",
            "The boards cannot show {sign}; write letters and signs of Latin script, no pictures.",
        ),
        "announcement_sign": (
            'Pengumuman berisi tanda yang tidak terlihat ({sign}) di "{text}"; ketik ulang baris itu.',
            'The announcement has a sign that cannot be seen ({sign}) in "{text}"; type that line anew.',
        ),
        "announcement_accent": (
            'Pengumuman berisi aksen tanpa huruf ({sign}) di "{text}"; ketik ulang baris itu.',
            'The announcement has an accent that is part of no letter ({sign}) in "{text}"; type that line anew.',
        ),
        "announcement_nowhere": (
            "Instansi {agency} tidak punya loket di zona {zone}. Loketnya ada di zona: {zones}.",
            "The agency {agency} has no counter in the zone {zone}; its counters are in: {zones}.",
        ),
        "agency_without_counter": (
            "Instansi {agency} tidak punya loket di zona mana pun.",
            "The agency {agency} has no counter in any zone.",
        ),
        "announcement_over": (
            "Waktu akhir pengumuman sudah lewat. Jam tanpa tanggal berarti hari ini.",
            "The end of the announcement has passed. A time without a date means today.",
        ),
        "announcement_ended": (
            "Pengumuman {announcement} sudah berakhir.",
            "Announcement {announcement} has already ended.",
        ),
        "reprint_ended": (
            "{number} {state}, jadi kertasnya tidak dicetak ulang.",
            "{number} is {state}, so its slip is not printed again.",
        ),
        "no_printer_here": (
            "[station] di mesin ini tidak menyebut printer untuk {printer}.",
            "The [station] of this machine has no printer for {printer}.",
        ),
        "printer_elsewhere": (
            "Printer {printer} ({url}) terpasang di mesinnya sendiri. Jalankan perintah ini di mesin itu.",
            "The printer of {printer} ({url}) hangs at its own machine. Run this command there.",
        ),
        "nothing_to_calibrate": (
            "{printer} menulis gambar ke folder ({url}); tidak ada yang perlu dikalibrasi.",
            "{printer} writes pictures into a folder ({url}); there is nothing to calibrate.",
        ),
        "calibration_no_slip": (
            "Kertas uji tidak keluar, jadi printer {printer} tidak dicatat sebagai printer bisu. Periksa kabel, "
            "listrik, dan alamatnya, lalu ulangi.",
            "The test slip did not come out, so {printer} is not kept as a printer that answers nothing. Check its "
            "cable, power and address, then try again.",
        ),
        "calibration_stopped": (
            "Kalibrasi dihentikan; tidak ada yang disimpan.",
            "The calibration was stopped; nothing was kept.",
        ),
        "unknown_printer": (
            "Tidak ada printer bernama {printer}. Yang ada: {known}.",
            "There is no printer called {printer}. There are: {known}.",
        ),
        "alarm_calendar": (
            "Kalender libur belum memuat tahun {year}. Perbarui program, lalu jalankan `hall apply config.toml`.",
            "The holidays of {year} are not known yet. Renew the program, then run `hall apply config.toml`.",
        ),
        "row_wrong": (
            "Di basis data, tabel {table}, baris {row}: {column} berisi {value} dan tidak terbaca; baris itu dilewati. "
            "Perbaiki nilainya, atau pulihkan dari cadangan.",
            "In the database, table {table}, row {row}: {column} holds {value}, but must be {allowed}. The row is left "
            "out; put the value right, or restore it from a backup.",
        ),
        "row_wrong_structure": (
            "Di basis data, tabel {table}, baris {row}: {column} berisi {value} dan tidak terbaca. "
            "Jalankan `hall apply config.toml`.",
            "In the database, table {table}, row {row}: {column} holds {value}, but must be {allowed}. Run `hall apply "
            "config.toml`, which writes it anew.",
        ),
        "row_wrong_pin": (
            "Di basis data, tabel {table}, baris {row}: {column} berisi {value} dan tidak terbaca. Beri petugas "
            "itu PIN baru dengan `hall user pin`.",
            "In the database, table {table}, row {row}: {column} holds {value}, but must be {allowed}. Give this "
            "member of the staff a new PIN with `hall user pin`.",
        ),
        "alarm_day_closed_late": (
            "Hari layanan {day} berakhir sendiri; {count} nomor yang belum selesai ikut berakhir. Penyelia dapat "
            "mengembalikannya (Ctrl+J).",
            "The business day {day} ended by itself, and {count:unfinished number|unfinished numbers} with it. A "
            "supervisor can bring them back (Ctrl+J).",
        ),
        # Why a ticket was chosen
        "priority_nth": ("Prioritas {nth} dari {of}", "Priority {nth} of {of}"),
        "priority_older": ("Prioritas, menunggu lebih lama", "Priority, waiting longer"),
        "priority_alone": ("Prioritas, menunggu {minutes} menit", "Priority, waiting {minutes} min"),
        "regular_after_priority": (
            "Giliran umum setelah prioritas, menunggu {minutes} menit",
            "Regular turn after priority, waiting {minutes} min",
        ),
        "overdue": ("Menunggu terlalu lama: {minutes} menit", "Waiting too long: {minutes} min"),
        "by_rank": ("Layanan utama loket, menunggu {minutes} menit", "Main service, waiting {minutes} min"),
        "longest_waiting": ("Menunggu paling lama: {minutes} menit", "Longest waiting: {minutes} min"),
        "directed": ("Dialihkan ke loket ini, menunggu {minutes} menit", "Sent to this counter, waiting {minutes} min"),
        "booked_early": ("Reservasi, datang lebih awal", "A booking, here before its slot"),
        "by_number": ("Dipanggil menurut nomor", "Called by number"),
        "recalled": ("Panggilan ke-{times}", "Call number {times}"),
        # Is it open
        "opening_closure": ("Ditutup: {detail}", "Closed: {detail}"),
        "opening_closure_brief": ("Ditutup", "Closed"),
        "opening_holiday_brief": ("Libur", "Holiday"),
        "opening_holiday": ("Libur: {detail}", "Holiday: {detail}"),
        "opening_cutoff": (
            "Nomor ditutup, dilayani sampai {time}",
            "No more numbers, serving until {time}",
        ),
        "opening_quota": ("Kuota hari ini habis", "No numbers left today"),
        "opening_day_ended": ("Selesai untuk hari ini", "Closed for today"),
        "opening_day_unready": (
            "Sebentar, petugas sedang menyiapkan hari ini",
            "One moment, our staff are getting ready",
        ),
        "opening_always_open": ("Buka", "Open"),
        "opening_open": ("Buka sampai {time}", "Open until {time}"),
        "opening_before_opening": ("Buka pukul {time}", "Opens at {time}"),
        "opening_break": ("Istirahat sampai {time}", "Break until {time}"),
        "opening_after_closing": ("Sudah tutup", "Closed"),
        "opening_closed_today": ("Tutup hari ini", "Closed today"),
        "opening_tomorrow": ("Buka besok {time}", "Opens tomorrow {time}"),
        "opening_later": ("Buka {day} {time}", "Opens {day} {time}"),
        # Findings of an audit
        "unknown_day": ("Tidak ada hari layanan {day}.", "There is no business day of {day}."),
        "audit_number_twice": ("{number} diberikan dua kali.", "{number} was given twice."),
        "audit_gap": ("{number} tidak ada, tanpa sebab yang tercatat.", "{number} is missing without a logged cause."),
        "audit_last_number": (
            "{prefix}: nomor terakhir tercatat {last}, yang tertinggi {highest}.",
            "{prefix}: the last number is written down as {last}, the highest is {highest}.",
        ),
        "audit_orphan": (
            "Ada {what} untuk tiket {id}, yang tidak ada pada hari itu.",
            "A row of {what} belongs to ticket {id}, which the day does not have.",
        ),
        "audit_no_beginning": (
            "Riwayat {number} mulai dengan {action}, bukan dengan pengambilan.",
            "The history of {number} begins with {action} and not with its making.",
        ),
        "audit_double_call": (
            "{number} dipanggil loket {second} selagi ada di loket {first}.",
            "{number} was called by {second} while it was at {first}.",
        ),
        "audit_broken_chain": (
            "{number}: {action} mulai dari {told}, padahal sebelumnya {expected}.",
            "{number}: {action} starts from {told}, but it was {expected} before.",
        ),
        "audit_undo": (
            "{number}: penarikan {action} ke {state} tidak cocok dengan langkah sebelumnya.",
            "{number}: taking {action} back to {state} does not fit the step before it.",
        ),
        "audit_forbidden": (
            "{number}: {action} dalam keadaan {state} tidak boleh membawa ke {after}.",
            "{number}: {action} in state {state} must not lead to {after}.",
        ),
        "audit_other_counter": (
            "{number} ada di {first}, tetapi {second} yang menanganinya.",
            "{number} was at {first}, but {second} acted on it.",
        ),
        "audit_two_at_counter": (
            "Di {counter} ada {first} dan {second} sekaligus.",
            "{first} and {second} were at {counter} at once.",
        ),
        "audit_call_alone": (
            "{number}: panggilan {kind} di {counter} tidak ada dalam riwayat.",
            "{number}: the call {kind} at {counter} is not in its history.",
        ),
        "audit_event_alone": (
            "{number}: riwayat menyebut panggilan {kind} di {counter} yang tidak ada.",
            "{number}: its history tells a call {kind} at {counter} that is not there.",
        ),
        "audit_calls": (
            "{number}: tercatat {calls} panggilan ({undone} ditarik), menurut riwayat {told}.",
            "{number}: {calls:call is|calls are} written down ({undone} undone), its history tells {told}.",
        ),
        "audit_streak": (
            "{number}: urutan prioritas di {counter} tercatat {told}, tidak sesuai panggilan sebelumnya.",
            "{number}: the priority streak at {counter} was {told}, which does not follow from the call before.",
        ),
        "audit_guarantee": (
            "{number}: panggilan di {counter} dengan alasan {reason} melanggar aturan prioritas.",
            "{number}: the call at {counter} for the reason {reason} breaks the rule of priority.",
        ),
        "audit_request_twice": (
            "Permintaan {operation} dilakukan {times} kali dengan hasil {result}.",
            "{times:request|requests} of {operation} answered with the same {result}.",
        ),
        "audit_request_lost": (
            "Permintaan {operation} menjawab {result}, yang tidak ada.",
            "A request of {operation} answered {result}, which is not there.",
        ),
        "audit_state": (
            "{number} tercatat {state}, menurut riwayat {told}.",
            "{number} is {state}, but its history ends with {told}.",
        ),
        "audit_lost": (
            "{number} masih {state} padahal harinya sudah ditutup.",
            "{number} is still {state} although its day is closed.",
        ),
        "audit_differs": (
            "{number}: {column} tertulis {row}, menurut riwayat {told}.",
            "{number}: {column} says {row}, its history tells {told}.",
        ),
        "audit_hole": (
            "{table}: baris {first} sampai {last} tidak ada lagi.",
            "{table}: the rows {first} to {last} are gone.",
        ),
        "audit_no_day": (
            "Ada {rows} baris {table} dari hari layanan {day}, yang tidak ada.",
            "{rows} rows of {table} belong to the business day {day}, which is not there.",
        ),
        "audit_pair": (
            "{number}: selesai karena panggilan berikut di {counter}, tetapi {action} tidak cocok dengannya.",
            "{number}: was ended by the next call at {counter}, but {action} there does not fit.",
        ),
        "audit_order": (
            "{number} diambil sebelum nomor di depannya ({column}).",
            "{number} was taken before the number in front of it ({column}).",
        ),
        "audit_version": (
            "{number} punya versi {version}, riwayatnya {events} baris.",
            "{number} has version {version}, its history {events:line|lines}.",
        ),
    }
)

WORDS: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "State.PRINTING": ("belum tercetak", "not printed yet"),
        "State.WAITING": ("sedang menunggu", "waiting"),
        "State.CALLED": ("sedang dipanggil", "being called"),
        "State.SERVING": ("sedang dilayani", "being served"),
        "State.HELD": ("sedang ditunda", "put on hold"),
        "State.DONE": ("sudah selesai dilayani", "already finished"),
        "State.NO_SHOW": ("tercatat tidak hadir", "marked as no-show"),
        "State.CANCELLED": ("sudah dibatalkan", "cancelled"),
        "Action.ISSUE": ("diambil lagi", "issued again"),
        "Action.SLIP_OUT": ("dicatat tercetak", "marked as printed"),
        "Action.CONFIRM": ("dikonfirmasi", "confirmed"),
        "Action.CANCEL": ("dibatalkan", "cancelled"),
        "Action.CALL_NEXT": ("dipanggil", "called"),
        "Action.RECALL": ("dipanggil ulang", "recalled"),
        "Action.SERVE": ("mulai dilayani", "served"),
        "Action.FINISH": ("diselesaikan", "finished"),
        "Action.NO_SHOW": ("dicatat tidak hadir", "marked as no-show"),
        "Action.CHECK_IN": ("didaftarkan dari reservasi", "checked in"),
        "Action.TAKE_OVER": ("dicatat dari nomor kertas", "taken over from paper"),
        "Action.RESTORE": ("dipulihkan", "restored"),
        "Action.CALL_NUMBER": ("dipanggil menurut nomor", "called by number"),
        "Action.RETURN": ("dikembalikan ke antrean", "let back into the queue"),
        "Action.HOLD": ("ditunda", "put on hold"),
        "Action.RELEASE": ("dilanjutkan dari penundaan", "released from hold"),
        "Action.TRANSFER": ("dialihkan", "transferred"),
        "Action.TO_SERVICE": ("dikembalikan ke layanannya", "given back to its service"),
        "Action.SET_PRIORITY": ("diubah prioritasnya", "given another priority"),
        "Action.UNDO": ("ditarik kembali", "taken back"),
        "Action.EXPIRE": ("diakhiri bersama harinya", "ended with its day"),
        "Action.REVIVE": ("dihidupkan kembali bersama harinya", "brought back with its day"),
        "Action.CARRY": ("dibawa ke hari lain", "taken along to another day"),
        "Action.PUT_RIGHT": ("dibetulkan waktunya", "given the right time"),
        "Pause.BREAK": ("sedang istirahat", "on a break"),
        "Pause.CLOSED": ("sedang ditutup petugasnya", "closed by its clerk"),
    }
)
"""Words for enum members that fill a placeholder, by ``Class.MEMBER``."""


def sentence(code: str, language: str = "id", **params: object) -> str:
    """The sentence of ``code`` with its placeholders filled; unknown languages read Indonesian.

    Raises KeyError for an unknown code or a missing placeholder: both are bugs.
    """
    column = 1 if language == "en" else 0
    texts = {name: _word(value, column, language) for name, value in params.items()}
    return SENTENCES[code][column].format(**texts)


def word(member: Enum, language: str = "id") -> str:
    """The word for a member that fills a placeholder, by itself."""
    return WORDS[f"{type(member).__name__}.{member.name}"][1 if language == "en" else 0]


def _word(value: object, column: int, language: str) -> object:
    said = getattr(value, "sentence", None)
    if callable(said):
        return said(language)
    if isinstance(value, Enum):
        return word(value, language)
    if isinstance(value, int) and not isinstance(value, bool):
        return Counted(value)
    if isinstance(value, time):
        return clock_text(value, language)
    return date_text(value, language) if isinstance(value, date) else value
